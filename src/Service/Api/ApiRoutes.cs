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
            Post("startAudit", "/audits", start.StartAsync, 202, 400, 403, 409, 410, 413, 415, 422, 503) with
            {
                Query = IntakeReader.Query, Headers = [IdempotencyKey.Header],
            },
            Get("listAudits", "/audits", audits.ListAsync, 200, 400, 503) with { Query = ["state", "audit", "cursor", "limit"] },
            Get("getAudit", "/audits/{id}", audits.StatusAsync, 200, 204, 400, 404, 410, 503) with
            {
                Query = ["wait", "after"], Headers = [EventEndpoints.LastEventIdHeader],
            },
            Get("streamEvents", "/audits/{id}/events", events.StreamAsync, 200, 204, 400, 404, 410, 503) with
            {
                Query = ["after"], Headers = [EventEndpoints.LastEventIdHeader], Streams = true,
            },
            Get("getReport", "/audits/{id}/report", report.GetAsync, 200, 304, 400, 404, 406, 409, 410, 503) with
            {
                Query = ["format"], Headers = ["If-None-Match"],
            },
            Post("cancelAudit", "/audits/{id}/cancel", audits.CancelAsync, 202, 400, 403, 404, 410, 503),
            Delete("eraseAudit", "/audits/{id}", audits.EraseAsync, 204, 400, 403, 503),
            Get("listCatalog", "/catalog", catalog.ListAsync, 200, 400),
            Get("getDefinition", "/catalog/{audit}", catalog.GetAsync, 200, 400, 404),
            Post("estimate", "/estimates", estimate.EstimateAsync, 200, 400, 403, 413, 415, 422, 503) with { Query = IntakeReader.Query },
            Get("live", "/health/live", HealthEndpoints.LiveAsync, 200, 400),
            Get("ready", "/health/ready", health.ReadyAsync, 200, 400, 503),
            Get("openApi", "/openapi.json", document.GetAsync, 200, 400),
        ];
        All = [.. routes.Select(route => route with { Handler = frame.Around(route) })];
        Unmatched = frame.Around("unmatched", UnmatchedAsync);
        Misdirected = frame.Around("misdirected", MisdirectedAsync);
    }

    public ImmutableArray<ApiRoute> All { get; }

    /// <summary>Answers what no route does: preflights of browsers, known addresses with another method, and unknown addresses.</summary>
    public ApiHandler Unmatched { get; }

    /// <summary>Answers what came to a name that the host does not go by.</summary>
    public ApiHandler Misdirected { get; }

    /// <exception cref="InvalidOperationException">No route has this name.</exception>
    public ApiHandler this[string name] => All.Single(route => route.Name == name).Handler;

    private static ApiRoute Get(string name, string pattern, ApiHandler handler, params ImmutableArray<int> answers) =>
        Route(HttpMethods.Get, name, pattern, handler, answers);

    private static ApiRoute Post(string name, string pattern, ApiHandler handler, params ImmutableArray<int> answers) =>
        Route(HttpMethods.Post, name, pattern, handler, answers);

    private static ApiRoute Delete(string name, string pattern, ApiHandler handler, params ImmutableArray<int> answers) =>
        Route(HttpMethods.Delete, name, pattern, handler, answers);

    private static ApiRoute Route(string method, string name, string pattern, ApiHandler handler, ImmutableArray<int> answers) =>
        new() { Name = name, Method = method, Pattern = pattern, Handler = handler, Answers = answers };

    private Task<IResult> UnmatchedAsync(HttpRequest request, CancellationToken cancel)
    {
        var routes = All.Where(route => Matches(route.Path, request.Path)).ToList();
        if (routes.Count == 0)
        {
            return Task.FromResult<IResult>(ProblemAnswer.Of(
                ProblemTypes.RouteUnknown, $"There is nothing at this address; {Base}/openapi.json has all that there is."));
        }

        var allowed = string.Join(", ", routes.SelectMany(route => route.Methods).Order(StringComparer.Ordinal));
        request.HttpContext.Response.Headers.Allow = allowed;
        if (HttpMethods.IsOptions(request.Method)) return Task.FromResult(Results.NoContent());
        return Task.FromResult<IResult>(ProblemAnswer.Of(ProblemTypes.MethodNotAllowed, $"This address takes {allowed}."));
    }

    private static Task<IResult> MisdirectedAsync(HttpRequest request, CancellationToken cancel) =>
        Task.FromResult<IResult>(ProblemAnswer.Of(
            ProblemTypes.HostRefused,
            $"This server does not go by the name '{RequestFields.Quoted(request.Host.Host)}': ask localhost, or add the name to Claudit:Hosts."));

    private static bool Matches(string pattern, PathString path)
    {
        var expected = pattern.Split('/');
        var given = path.Value!.TrimEnd('/').Split('/');
        return expected.Length == given.Length && expected.Zip(given).All(pair =>
            pair.First.StartsWith('{') ? pair.Second.Length > 0 : pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));
    }
}
