using Claudit.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Claudit.Functions.Triggers;

/// <summary>Audits: start, list, follow, read, cancel, erase.</summary>
public sealed class AuditFunctions(HttpApi api)
{
    [Function("startAudit")]
    public Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/audits")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        api.AnswerAsync("startAudit", request, client);

    [Function("listAudits")]
    public Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "v1/audits")] HttpRequest request) =>
        api.AnswerAsync("listAudits", request);

    [Function("getAudit")]
    public Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "v1/audits/{id}")] HttpRequest request) =>
        api.AnswerAsync("getAudit", request);

    [Function("streamEvents")]
    public Task<IResult> StreamAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/audits/{id}/events")] HttpRequest request) =>
        api.AnswerAsync("streamEvents", request);

    [Function("getReport")]
    public Task<IResult> ReportAsync([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "v1/audits/{id}/report")] HttpRequest request) =>
        api.AnswerAsync("getReport", request);

    [Function("cancelAudit")]
    public Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/audits/{id}/cancel")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        api.AnswerAsync("cancelAudit", request, client);

    [Function("eraseAudit")]
    public Task<IResult> EraseAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "v1/audits/{id}")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        api.AnswerAsync("eraseAudit", request, client);
}
