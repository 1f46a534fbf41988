using System.Collections.Immutable;
using Claudit.Intake;
using Microsoft.AspNetCore.Http;

namespace Claudit.Api;

/// <summary>Everything that can be asked of the API.</summary>
public sealed class ApiRoutes
{
    /// <summary>What all paths begin with.</summary>
    public const string Base = "/api/v1";

    public ApiRoutes(ApiServices services)
    {
        var frame = new ApiFrame(services.Options, services.Logger);
        var intake = new IntakeReader(services.Options, services.Limits);
        var start = new StartEndpoint(services, intake);
        var events = new EventEndpoints(services);
        var audits = new AuditEndpoints(services, events);
        var report = new ReportEndpoint(services);
        var catalog = new CatalogEndpoints(services.Catalog);
        var estimate = new EstimateEndpoint(services, intake);
        var health = new HealthEndpoints(services);
        var document = new OpenApiEndpoint();
        ImmutableArray<ApiRoute> routes =
        [
            Post("startAudit", "/audits", start.StartAsync) with { Query = IntakeReader.Query, Headers = [IdempotencyKey.Header] },
            Get("listAudits", "/audits", audits.ListAsync) with { Query = ["state", "audit", "cursor", "limit"] },
            Get("getAudit", "/audits/{id}", audits.StatusAsync) with
            {
                Query = ["wait", "after"], Headers = [EventEndpoints.LastEventIdHeader],
            },
            Get("streamEvents", "/audits/{id}/events", events.StreamAsync) with
            {
                Query = ["after"], Headers = [EventEndpoints.LastEventIdHeader],
            },
            Get("getReport", "/audits/{id}/report", report.GetAsync) with { Query = ["format"], Headers = ["If-None-Match"] },
            Post("cancelAudit", "/audits/{id}/cancel", audits.CancelAsync),
            Delete("eraseAudit", "/audits/{id}", audits.EraseAsync),
            Get("listCatalog", "/catalog", catalog.ListAsync),
            Get("getDefinition", "/catalog/{audit}", catalog.GetAsync),
            Post("estimate", "/estimates", estimate.EstimateAsync) with { Query = IntakeReader.Query },
            Get("live", "/health/live", HealthEndpoints.LiveAsync),
            Get("ready", "/health/ready", health.ReadyAsync),
            Get("openApi", "/openapi.json", document.GetAsync),
        ];
        All = [.. routes.Select(route => route with { Handler = frame.Around(route) })];
        Unmatched = frame.Around("unmatched", UnmatchedAsync);
    }

    public ImmutableArray<ApiRoute> All { get; }

    /// <summary>Answers what no route does: preflights of browsers, known addresses with another method, and unknown addresses.</summary>
    public ApiHandler Unmatched { get; }

    /// <exception cref="InvalidOperationException">No route has this name.</exception>
    public ApiHandler this[string name] => All.Single(route => route.Name == name).Handler;

    private static ApiRoute Get(string name, string pattern, ApiHandler handler) => Route(HttpMethods.Get, name, pattern, handler);

    private static ApiRoute Post(string name, string pattern, ApiHandler handler) => Route(HttpMethods.Post, name, pattern, handler);

    private static ApiRoute Delete(string name, string pattern, ApiHandler handler) => Route(HttpMethods.Delete, name, pattern, handler);

    private static ApiRoute Route(string method, string name, string pattern, ApiHandler handler) =>
        new() { Name = name, Method = method, Pattern = pattern, Handler = handler };

    private Task<IResult> UnmatchedAsync(HttpRequest request, CancellationToken cancel)
    {
        var methods = All.Where(route => Matches(route.Path, request.Path)).Select(route => route.Method).Distinct().Order(StringComparer.Ordinal).ToList();
        if (methods.Count == 0)
            return Task.FromResult<IResult>(ProblemAnswer.Of(ProblemTypes.RouteUnknown, $"There is nothing at this address; {Base}/openapi.json has all that there is."));
        var allowed = string.Join(", ", methods);
        request.HttpContext.Response.Headers.Allow = allowed;
        if (HttpMethods.IsOptions(request.Method)) return Task.FromResult(Results.NoContent());
        return Task.FromResult<IResult>(ProblemAnswer.Of(ProblemTypes.MethodNotAllowed, $"This address takes {allowed}."));
    }

    private static bool Matches(string pattern, PathString path)
    {
        var expected = pattern.Split('/');
        var given = path.Value!.TrimEnd('/').Split('/');
        return expected.Length == given.Length && expected.Zip(given).All(pair =>
            pair.First.StartsWith('{') ? pair.Second.Length > 0 : pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));
    }
}
