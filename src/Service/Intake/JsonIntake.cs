using System.Text;
using System.Text.Json;
using Claudit.Api;
using Claudit.Audits;
using Claudit.Submissions;

namespace Claudit.Intake;

/// <summary>
/// Reads <c>{audit, files: [{path, content}], options}</c> as it arrives and notes all that is wrong with it at once. However long a file is, no
/// more than a piece of it is in memory.
/// </summary>
internal static class JsonIntake
{
    private const int FirstBytes = 64 << 10;

    // The longest path, each character escaped, fits several times.
    private const int MostBytes = 256 << 10;

    public static async Task<AuditIntake> ReadAsync(BoundedBody body, Spool spool, SubmissionLimits limits, CancellationToken cancel)
    {
        var request = new JsonRequest(limits.Files, spool.Length);
        var buffer = new byte[FirstBytes];
        var filled = 0;
        for (var isFirst = true; ; isFirst = false)
        {
            filled += await body.ReadAtLeastAsync(buffer.AsMemory(filled), buffer.Length - filled, throwOnEndOfStream: false, cancel);
            var isLast = filled < buffer.Length;
            var mark = isFirst && buffer.AsSpan(0, filled).StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            if (!request.TryTake(buffer.AsSpan(mark, filled - mark), isLast, out var consumed, out var problem)) return AuditIntake.Refused(problem!);
            await spool.AppendAsync(request.Content, cancel);
            request.ForgetContent();
            if (isLast) break;
            // A token that does not fit is looked at again only once twice as much of it is there.
            if (mark + consumed == 0 && buffer.Length >= MostBytes)
                return AuditIntake.Refused(new Problem(ProblemTypes.PropertyMalformed.Code, "", $"A name, or a value that is no 'content', has more than {MostBytes >> 10} KiB: nothing that the API takes is as long."));
            if (mark + consumed == 0) Array.Resize(ref buffer, 2 * buffer.Length);
            filled -= mark + consumed;
            buffer.AsSpan(mark + consumed, filled).CopyTo(buffer);
        }

        return request.Complete() is { } start ? AuditIntake.Of(start, request.Files(spool), spool) : AuditIntake.Refused([.. request.Problems]);
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
}
