using Claudit.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Claudit.Functions.Triggers;

/// <summary>What can be asked for: audits, what one would come to, and the contract.</summary>
public sealed class CatalogFunctions(HttpApi api)
{
    [Function("listCatalog")]
    public Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "v1/catalog")] HttpRequest request) =>
        api.AnswerAsync("listCatalog", request);

    [Function("getDefinition")]
    public Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "v1/catalog/{audit}")] HttpRequest request) =>
        api.AnswerAsync("getDefinition", request);

    [Function("estimate")]
    public Task<IResult> EstimateAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/estimates")] HttpRequest request) =>
        api.AnswerAsync("estimate", request);

    [Function("openApi")]
    public Task<IResult> OpenApiAsync([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "v1/openapi.json")] HttpRequest request) =>
        api.AnswerAsync("openApi", request);
}
