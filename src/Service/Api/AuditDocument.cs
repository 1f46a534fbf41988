using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Claudit.Audits;
using Claudit.Storage;
using Microsoft.AspNetCore.Http;

namespace Claudit.Api;

/// <summary>An audit as the API shows it: its status, and where the rest of it is.</summary>
internal static class AuditDocument
{
    private const int PollSeconds = 1;

    public static string Address(string id) => $"{ApiRoutes.Base}/audits/{id}";

    public static JsonObject Of(AuditStatus status)
    {
        var address = Address(status.Id);
        var document = JsonSerializer.SerializeToNode(status, ApiJson.Default.AuditStatus)!.AsObject();
        document["links"] = new JsonObject
        {
            ["self"] = address,
            ["events"] = $"{address}/events",
            ["report"] = $"{address}/report",
            ["cancel"] = $"{address}/cancel",
        };
        return document;
    }

    public static JsonArray Of(ImmutableArray<ProgressEvent> events) => new([.. events.Select(entry => (JsonNode)new JsonObject
    {
        ["id"] = entry.Id,
        ["type"] = entry.Type,
        ["time"] = JsonValue.Create(entry.Time),
        ["data"] = JsonSerializer.SerializeToNode(entry.Data, ApiJson.Default.JsonElement),
    })]);

    /// <summary>How far it is, for an answer that cannot be given yet.</summary>
    public static JsonObject Progress(AuditStatus status)
    {
        var document = Of(status);
        return new JsonObject
        {
            ["state"] = document["state"]!.DeepClone(),
            ["sections"] = document["sections"]!.DeepClone(),
            ["totals"] = document["totals"]!.DeepClone(),
        };
    }

    public static void SetRetryAfter(HttpResponse response, AuditStatus status)
    {
        if (RetryAfterSeconds(status) is { } seconds) response.Headers.RetryAfter = ApiText.Of(seconds);
    }

    /// <summary>Null for an audit that has ended.</summary>
    public static int? RetryAfterSeconds(AuditStatus status) => status.Ended ? null : PollSeconds;
}
