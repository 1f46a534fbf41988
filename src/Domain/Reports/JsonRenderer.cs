using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;

namespace Claudit.Reports;

/// <summary>
/// How a report is written as JSON: camelCase, indented, every property present (null where there is nothing to say), and every
/// character outside printable ASCII, as well as those that mean something to HTML, as a <c>\u</c> escape.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Report))]
public sealed partial class ReportJson : JsonSerializerContext
{
    /// <summary>The JSON schema of a report, as <c>docs/report.schema.json</c> holds it.</summary>
    public static string Schema()
    {
        var options = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = (_, node) => Complete(node) };
        var schema = Default.Report.GetJsonSchemaAsNode(options).AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "Claudit report");
        return Indented(schema);
    }

    /// <summary>Every property is always there, also the nullable ones.</summary>
    private static JsonNode Complete(JsonNode schema)
    {
        if (schema is JsonObject type && type["properties"] is JsonObject properties)
        {
            type["required"] = new JsonArray([.. properties.Select(property => JsonValue.Create(property.Key))]);
        }

        return schema;
    }

    internal static string Indented(JsonNode document)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" })) document.WriteTo(writer);
        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length)) + "\n";
    }
}

/// <summary>The report as the API gives it; see <see cref="ReportJson"/>.</summary>
public static class JsonRenderer
{
    public static string Render(Report report) => JsonSerializer.Serialize(report, ReportJson.Default.Report) + "\n";

    /// <summary>The report that <see cref="Render"/> wrote.</summary>
    /// <exception cref="JsonException">The text is not a report.</exception>
    public static Report Parse(string json) =>
        JsonSerializer.Deserialize(json, ReportJson.Default.Report) ?? throw new JsonException("A report is an object.");
}
