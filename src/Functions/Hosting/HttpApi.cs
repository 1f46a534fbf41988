using System.Diagnostics;
using System.Runtime.CompilerServices;
using Claudit.Api;
using Claudit.Audits;
using Claudit.Functions.Orchestration;
using Claudit.Metering;
using Claudit.Storage;
using Claudit.Workflow;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.DurableTask.Client;

namespace Claudit.Functions.Hosting;

/// <summary>
/// The API over the engine. A function is bound to the Durable client only when it is called, and always to the same: what works with it is
/// made once for each client.
/// </summary>
public sealed class HttpApi(
    ApiServices services, IObjectStore objects, AuditStores stores, UsageOutbox usage, TimeProvider time)
{
    private readonly ApiRoutes _withoutEngine = new(services);
    private readonly ConditionalWeakTable<DurableTaskClient, ApiRoutes> _routes = [];
    private readonly ConditionalWeakTable<DurableTaskClient, AuditSweeper> _sweepers = [];

    /// <summary>What starts, cancels or ends no audit.</summary>
    public Task<IResult> AnswerAsync(string route, HttpRequest request) => AnswerAsync(_withoutEngine, route, request);

    public Task<IResult> AnswerAsync(string route, HttpRequest request, DurableTaskClient client) => AnswerAsync(_routes.GetValue(client, RoutesOver), route, request);

    public AuditSweeper SweeperOver(DurableTaskClient client) =>
        _sweepers.GetValue(client, over => new AuditSweeper(stores, EngineOver(over), usage, time));

    /// <summary>A function runs beside the request, and so outside its trace.</summary>
    private static async Task<IResult> AnswerAsync(ApiRoutes routes, string route, HttpRequest request)
    {
        Activity.Current ??= request.HttpContext.Features.Get<IHttpActivityFeature>()?.Activity;
        return await routes[route](request, request.HttpContext.RequestAborted);
    }

    private ApiRoutes RoutesOver(DurableTaskClient client) =>
        new(services with { Audits = AuditsOver(EngineOver(client), services.Catalog, services.Settings, stores, time) });

    private DurableEngine EngineOver(DurableTaskClient client) => new(client, objects, stores, time);

    internal static AuditService AuditsOver(IAuditEngine engine, AuditCatalog catalog, AuditSettings settings, AuditStores stores, TimeProvider time) =>
        new(stores, new AuditAdmission(stores, engine, catalog.Find, settings, AuditIds.New, time), engine, catalog.Find, time);
}
