using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;

namespace Claudit.Api;

/// <summary>Answers one request. It may be called for any request that the route's method and pattern match.</summary>
public delegate Task<IResult> ApiHandler(HttpRequest request, CancellationToken cancel);

/// <summary>One thing that can be asked of the API; a host maps each to <see cref="Handler"/>.</summary>
public sealed record ApiRoute
{
    /// <summary>The operation's id in the OpenAPI document, and a trigger's name.</summary>
    public required string Name { get; init; }

    public required string Method { get; init; }

    /// <summary>Whether its answer goes on while there is news.</summary>
    public bool Streams { get; init; }

    /// <summary>
    /// The methods to map. What can be got can be asked for its status and headers alone, by HEAD, but for a stream: that has no end.
    /// </summary>
    public ImmutableArray<string> Methods => HttpMethods.IsGet(Method) && !Streams ? [Method, HttpMethods.Head] : [Method];

    /// <summary>Below <see cref="ApiRoutes.Base"/>, such as <c>/audits/{id}</c>.</summary>
    public required string Pattern { get; init; }

    /// <summary>The query parameters that it knows; a request with others is refused.</summary>
    public ImmutableArray<string> Query { get; init; } = [];

    /// <summary>The request headers that change what it does, besides those of HTTP itself.</summary>
    public ImmutableArray<string> Headers { get; init; } = [];

    /// <summary>The statuses that it answers with, besides the 500 that anything may have.</summary>
    public required ImmutableArray<int> Answers { get; init; }

    public required ApiHandler Handler { get; init; }

    /// <summary>The whole path pattern.</summary>
    public string Path => ApiRoutes.Base + Pattern;
}
