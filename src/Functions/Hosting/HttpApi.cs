using System.Diagnostics;
using Claudit.Api;
using Claudit.Audits;
using Claudit.Functions.Orchestration;
using Claudit.Metering;
using Claudit.Storage;
using Claudit.Workflow;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Claudit.Functions.Hosting;

/// <summary>The API over the engine, to which a function is bound only when it is called: the Durable client is another one at each call.</summary>
public sealed class HttpApi(
    ApiServices services, IObjectStore objects, AuditStores stores, UsageOutbox usage, TimeProvider time, ILogger<AuditSweeper> logger)
{
    private readonly ApiRoutes _withoutEngine = new(services);

    /// <summary>What starts, cancels or ends no audit.</summary>
    public Task<IResult> AnswerAsync(string route, HttpRequest request) => AnswerAsync(_withoutEngine, route, request);

    public Task<IResult> AnswerAsync(string route, HttpRequest request, DurableTaskClient client) =>
        AnswerAsync(new ApiRoutes(services with { Audits = AuditsOver(EngineOver(client), services.Catalog, services.Settings, stores, time) }), route, request);

    public AuditSweeper SweeperOver(DurableTaskClient client) => new(stores, EngineOver(client), usage, time, logger);

    /// <summary>A function runs beside the request, and so outside its trace.</summary>
    private static async Task<IResult> AnswerAsync(ApiRoutes routes, string route, HttpRequest request)
    {
        Activity.Current ??= request.HttpContext.Features.Get<IHttpActivityFeature>()?.Activity;
        return await routes[route](request, request.HttpContext.RequestAborted);
    }

    private DurableEngine EngineOver(DurableTaskClient client) => new(client, objects, stores, time);

    internal static AuditService AuditsOver(IAuditEngine engine, AuditCatalog catalog, AuditSettings settings, AuditStores stores, TimeProvider time) =>
        new(stores, new AuditAdmission(stores, engine, catalog.Find, settings, AuditIds.New, time), engine, catalog.Find, time);
}
