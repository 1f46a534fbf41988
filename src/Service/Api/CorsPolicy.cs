using Microsoft.AspNetCore.Http;

namespace Claudit.Api;

/// <summary>Lets pages of the configured origins call the API and read its headers; says nothing to all others.</summary>
internal sealed class CorsPolicy(IEnumerable<string> origins)
{
    private const string AnyOrigin = "*";

    private readonly HashSet<string> _origins = new(origins, StringComparer.OrdinalIgnoreCase);

    public void Apply(HttpRequest request, IHeaderDictionary headers)
    {
        if (_origins.Count == 0) return;
        headers.Append("Vary", "Origin");
        if (request.Headers.Origin is not [{ } origin] || !(_origins.Contains(origin) || _origins.Contains(AnyOrigin))) return;
        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlExposeHeaders = "Location, Retry-After, ETag, Idempotent-Replayed, X-Request-Id";
        if (!HttpMethods.IsOptions(request.Method)) return;
        headers.AccessControlAllowMethods = "GET, HEAD, POST, DELETE";
        headers.AccessControlAllowHeaders =
            "Accept, Authorization, Content-Type, If-None-Match, Idempotency-Key, Last-Event-ID, X-Request-Id";
        headers.AccessControlMaxAge = "600";
    }
}
