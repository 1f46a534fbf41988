using Microsoft.AspNetCore.Http;

namespace Claudit.Api;

/// <summary>
/// Lets pages of the configured origins call the API and read its headers; says nothing to all others, and takes nothing from them that
/// changes anything: browsers send simple requests without asking first.
/// </summary>
internal sealed class CorsPolicy(IEnumerable<string> origins)
{
    private const string AnyOrigin = "*";

    private readonly HashSet<string> _origins = new(origins, StringComparer.OrdinalIgnoreCase);

    public void Apply(HttpRequest request, IHeaderDictionary headers)
    {
        if (_origins.Count == 0) return;
        headers.Append("Vary", "Origin");
        if (request.Headers.Origin is not [{ } origin] || !Allows(origin)) return;
        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlExposeHeaders = "Location, Retry-After, ETag, Idempotent-Replayed, X-Request-Id";
        if (!HttpMethods.IsOptions(request.Method)) return;
        headers.AccessControlAllowMethods = "GET, HEAD, POST, DELETE";
        headers.AccessControlAllowHeaders =
            "Accept, Authorization, Content-Type, If-None-Match, Idempotency-Key, Last-Event-ID, X-Request-Id";
        headers.AccessControlMaxAge = "600";
    }

    /// <summary>The answer to a request that a foreign page may not send; null for all others, and for who is no browser.</summary>
    public ProblemAnswer? Refusal(HttpRequest request)
    {
        if (IsSafe(request.Method) || request.Headers.Origin.Count == 0) return null;
        if (request.Headers.Origin is [{ } origin] && (Allows(origin) || IsOwn(origin, request))) return null;
        return ProblemAnswer.Of(
            ProblemTypes.OriginRefused,
            "A page of another origin sent this, and the server is not configured to take it: add the origin to Claudit:Api:CorsOrigins.");
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static bool IsOwn(string origin, HttpRequest request)
    {
        // What the browser says, where a proxy has changed scheme or host. No page can set this header.
        if (request.Headers["Sec-Fetch-Site"] == "same-origin") return true;
        return Uri.TryCreate(origin, UriKind.Absolute, out var page)
            && Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var server)
            && page.Scheme == server.Scheme && page.IdnHost == server.IdnHost && page.Port == server.Port;
    }

    private bool Allows(string origin) => _origins.Contains(origin) || _origins.Contains(AnyOrigin);
}
