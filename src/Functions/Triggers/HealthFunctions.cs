using Claudit.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Claudit.Functions.Triggers;

/// <summary>Whether the app runs, which anybody may ask, and whether it can do its work.</summary>
public sealed class HealthFunctions(HttpApi api)
{
    [Function("live")]
    public Task<IResult> LiveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v1/health/live")] HttpRequest request) =>
        api.AnswerAsync("live", request);

    [Function("ready")]
    public Task<IResult> ReadyAsync([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "v1/health/ready")] HttpRequest request) =>
        api.AnswerAsync("ready", request);
}
