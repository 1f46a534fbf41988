using System.Text.Json;
using System.Text.Json.Nodes;
using Claudit.Audits;
using Microsoft.AspNetCore.Http;

namespace Claudit.Api;

/// <summary>Shows which audits there are, and what each asks.</summary>
internal sealed class CatalogEndpoints(AuditCatalog catalog)
{
    public Task<IResult> ListAsync(HttpRequest request, CancellationToken cancel) => Task.FromResult<IResult>(new JsonAnswer(new JsonObject
    {
        ["audits"] = new JsonArray([.. catalog.Audits.Select(audit => (JsonNode)new JsonObject
        {
            ["id"] = audit.Id,
            ["title"] = audit.Title,
            ["version"] = audit.Version,
            ["category"] = audit.Category,
            ["summary"] = audit.Summary,
            ["links"] = new JsonObject { ["self"] = $"{ApiRoutes.Base}/catalog/{audit.Id}" },
        })]),
    }));

    public Task<IResult> GetAsync(HttpRequest request, CancellationToken cancel)
    {
        var id = (string)request.RouteValues["audit"]!;
        return Task.FromResult<IResult>(catalog.Find(id) is { } audit
            ? new JsonAnswer(JsonSerializer.SerializeToNode(audit, ApiJson.Default.AuditDefinition)!)
            : ProblemAnswer.Of(ProblemTypes.DefinitionNotFound, catalog.Unknown(id, "").Message));
    }
}
