using System.Text.Json;
using Claudit.Api;
using Claudit.Audits;

namespace Claudit.Intake;

/// <summary>Reads <c>{audit, files: [{path, content}], options}</c> and notes all that is wrong with it at once.</summary>
internal static class JsonIntake
{
    public static async Task<AuditIntake> ReadAsync(BoundedBody body, CancellationToken cancel)
    {
        var bytes = new MemoryStream();
        await body.CopyToAsync(bytes, cancel);
        if (JsonBody.Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), out var problem) is not { } document)
            return AuditIntake.Refused(problem!);

        var fields = new RequestFields();
        if (Read(document.RootElement, fields) is { } request && fields.Problems.Count == 0)
            return AuditIntake.Of(request, new JsonFiles(document.RootElement.GetProperty("files")), document);

        document.Dispose();
        return AuditIntake.Refused([.. fields.Problems]);
    }

    /// <summary>What is to be audited, of a request whose files come some other way. Null when that is not said.</summary>
    public static StartAudit? ReadRequest(JsonElement? audit, JsonElement? options, RequestFields fields)
    {
        var read = options is { } given ? new OptionFields(fields).Read(given, "/options") : new AuditOptions();
        if (audit is not { } named)
        {
            fields.Add(ProblemTypes.PropertyMissing, "/audit",
                "Say which audit to perform with 'audit', such as 'metered-billing'; GET /api/v1/catalog lists them.");
            return null;
        }

        return fields.Text(named, "/audit", ProblemTypes.PropertyMalformed) is { } id ? new StartAudit { Audit = id, Options = read } : null;
    }

    private static StartAudit? Read(JsonElement root, RequestFields fields)
    {
        if (!fields.IsObject(root, "", ProblemTypes.PropertyMalformed)) return null;
        var values = Values(root, "", ["audit", "files", "options"], fields);
        if (values[1] is not { } files)
            fields.Add(ProblemTypes.PropertyMissing, "/files", "Send the code as 'files': [{\"path\": …, \"content\": …}].");
        else if (fields.IsArray(files, "/files", ProblemTypes.PropertyMalformed))
            CheckFiles(files, fields);
        return ReadRequest(values[0], values[2], fields);
    }

    private static void CheckFiles(JsonElement files, RequestFields fields)
    {
        foreach (var (index, file) in files.EnumerateArray().Index())
        {
            if (fields.Full) return;
            var pointer = $"/files/{index}";
            if (!fields.IsObject(file, pointer, ProblemTypes.PropertyMalformed)) continue;
            var values = Values(file, pointer, ["path", "content"], fields);
            CheckText(values[0], "path", pointer, fields);
            CheckText(values[1], "content", pointer, fields);
        }
    }

    private static void CheckText(JsonElement? text, string name, string pointer, RequestFields fields)
    {
        if (text is { } value) fields.Text(value, $"{pointer}/{name}", ProblemTypes.PropertyMalformed);
        else fields.Add(ProblemTypes.PropertyMissing, $"{pointer}/{name}", $"Give the file a '{name}'.");
    }

    /// <summary>The values of the known properties in their order, null for one that is missing. Any other property is noted.</summary>
    private static JsonElement?[] Values(JsonElement element, string pointer, string[] known, RequestFields fields)
    {
        var values = new JsonElement?[known.Length];
        foreach (var (name, value) in fields.Properties(element, pointer))
        {
            if (Array.IndexOf(known, name) is >= 0 and var place)
            {
                values[place] = value;
                continue;
            }

            fields.Add(
                ProblemTypes.PropertyUnknown,
                $"{pointer}/{RequestFields.Segment(name)}",
                $"There is no property '{RequestFields.Quoted(name)}' here: leave it out. There are {string.Join(", ", known)}.");
        }

        return values;
    }
}
