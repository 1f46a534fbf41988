using System.Text.Json;
using Claudit.Api;
using Claudit.Audits;

namespace Claudit.Intake;

/// <summary>Reads <c>{audit, files: [{path, content}], options}</c> and notes all that is wrong with it at once.</summary>
internal static class JsonIntake
{
    // Twice means one of them would be passed over in silence.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static async Task<AuditIntake> ReadAsync(BoundedBody body, CancellationToken cancel)
    {
        JsonDocument document;
        try
        {
            document = await JsonDocument.ParseAsync(body, Strict, cancel);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The latter is how the search for repeated names tells of one that is not valid Unicode.
            var place = error is JsonException { LineNumber: { } line, BytePositionInLine: { } column }
                ? $" at line {line + 1}, byte {column + 1}"
                : "";
            return AuditIntake.Refused(new Problem(
                ProblemTypes.JsonMalformed.Code,
                "",
                $"The body is not JSON, or has a name twice or one that is not valid Unicode{place}: mend it there."));
        }

        var fields = new RequestFields();
        if (Read(document.RootElement, fields) is { } request && fields.Problems.Count == 0)
            return AuditIntake.Of(request, new JsonFiles(document.RootElement.GetProperty("files")), document);

        document.Dispose();
        return AuditIntake.Refused([.. fields.Problems]);
    }

    /// <summary>What is to be audited, of a request whose files come some other way. Null when that is not said.</summary>
    public static StartAudit? ReadRequest(JsonElement root, RequestFields fields)
    {
        var options = root.TryGetProperty("options", out var given) ? new OptionFields(fields).Read(given, "/options") : new AuditOptions();
        if (!root.TryGetProperty("audit", out var audit))
        {
            fields.Add(ProblemTypes.PropertyMissing, "/audit",
                "Say which audit to perform with 'audit', such as 'metered-billing'; GET /api/v1/catalog lists them.");
            return null;
        }

        return fields.Text(audit, "/audit", ProblemTypes.PropertyMalformed) is { } id
            ? new StartAudit { Audit = id, Options = options }
            : null;
    }

    private static StartAudit? Read(JsonElement root, RequestFields fields)
    {
        if (!fields.IsObject(root, "", ProblemTypes.PropertyMalformed)) return null;
        NoOthers(root, "", ["audit", "files", "options"], fields);
        if (!root.TryGetProperty("files", out var files))
            fields.Add(ProblemTypes.PropertyMissing, "/files", "Send the code as 'files': [{\"path\": …, \"content\": …}].");
        else if (fields.IsArray(files, "/files", ProblemTypes.PropertyMalformed))
            CheckFiles(files, fields);
        return ReadRequest(root, fields);
    }

    private static void CheckFiles(JsonElement files, RequestFields fields)
    {
        foreach (var (index, file) in files.EnumerateArray().Index())
        {
            if (fields.Full) return;
            var pointer = $"/files/{index}";
            if (!fields.IsObject(file, pointer, ProblemTypes.PropertyMalformed)) continue;
            NoOthers(file, pointer, ["path", "content"], fields);
            CheckText(file, "path", pointer, fields);
            CheckText(file, "content", pointer, fields);
        }
    }

    private static void CheckText(JsonElement file, string name, string pointer, RequestFields fields)
    {
        if (file.TryGetProperty(name, out var value)) fields.Text(value, $"{pointer}/{name}", ProblemTypes.PropertyMalformed);
        else fields.Add(ProblemTypes.PropertyMissing, $"{pointer}/{name}", $"Give the file a '{name}'.");
    }

    private static void NoOthers(JsonElement element, string pointer, ReadOnlySpan<string> known, RequestFields fields)
    {
        foreach (var property in element.EnumerateObject())
        {
            var name = RequestFields.Name(property);
            if (known.Contains(name)) continue;
            fields.Add(
                ProblemTypes.PropertyUnknown,
                $"{pointer}/{RequestFields.Segment(name)}",
                $"There is no property '{RequestFields.Quoted(name)}' here: leave it out. There are {string.Join(", ", known!)}.");
        }
    }
}
