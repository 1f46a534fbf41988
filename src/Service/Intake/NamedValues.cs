using System.Text.Json;
using System.Text.Json.Nodes;
using Claudit.Api;
using Claudit.Audits;
using Microsoft.Extensions.Primitives;

namespace Claudit.Intake;

/// <summary>
/// The same request as JSON would carry, from query parameters or form fields: <c>sections</c> parted by commas or repeated, <c>labels</c>
/// as <c>name=value</c>, repeated, and the others as they are.
/// </summary>
internal static class NamedValues
{
    public const string Path = "path";

    public static StartAudit? Read(IEnumerable<KeyValuePair<string, StringValues>> values, RequestFields fields)
    {
        var options = new JsonObject();
        var request = new JsonObject { ["options"] = options };
        foreach (var (name, given) in values)
        {
            if (name == Path) continue;
            (name == "audit" ? request : options)[name] = name switch
            {
                "sections" => new JsonArray([.. given.SelectMany(list => list!.Split(',')).Select(section => (JsonNode)section)]),
                "labels" => Labels(given, fields),
                _ => Single(name, given, fields),
            };
        }

        var root = JsonSerializer.SerializeToElement(request, ApiJson.Default.JsonObject);
        return JsonIntake.ReadRequest(root.TryGetProperty("audit", out var audit) ? audit : null, root.GetProperty("options"), fields);
    }

    /// <summary>The one value that the name has; null when it has none.</summary>
    public static string? Single(string name, StringValues given, RequestFields fields)
    {
        if (given.Count > 1) fields.Add(ProblemTypes.ParameterMalformed, $"?{name}", $"Give '{name}' once.");
        return given is [{ } first, ..] ? first : null;
    }

    private static JsonObject Labels(StringValues given, RequestFields fields)
    {
        var labels = new JsonObject();
        foreach (var label in given)
        {
            if (label!.Split('=', 2) is not [{ Length: > 0 } name, { } value])
                fields.Add(ProblemTypes.OptionMalformed, "/options/labels", "Write a label as name=value.");
            else if (!labels.TryAdd(name, value))
                fields.Add(ProblemTypes.OptionMalformed, $"/options/labels/{RequestFields.Segment(name)}", "Give each label once.");
        }

        return labels;
    }
}
