using System.Collections.Immutable;
using Claudit.Api;
using Claudit.Submissions;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Claudit.Intake;

/// <summary>Reads what a request submits, in any of the forms that there are, within the limits.</summary>
internal sealed class IntakeReader(ApiOptions options, SubmissionLimits limits)
{
    /// <summary>The query parameters of the forms that have no place for them in the body.</summary>
    public static readonly ImmutableArray<string> Query = ["audit", NamedValues.Path, .. OptionFields.Served];

    private const string Taken = "application/json, text/plain, application/zip, application/gzip (a tar.gz) or multipart/form-data";

    public async Task<AuditIntake> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (UnfitHeader(request, out var type) is { } problem) return AuditIntake.Refused(problem);
        if (request.ContentLength > limits.RequestBytes) return AuditIntake.Refused(SubmissionProblems.OfLargeRequest(limits));
        var body = new BoundedBody(request.Body, limits.RequestBytes);
        var intake = await ReadAsync(request, type!, body, cancel);
        if (!body.TooLarge && !body.Incomplete) return intake;

        intake.Dispose();
        return AuditIntake.Refused(body.TooLarge
            ? SubmissionProblems.OfLargeRequest(limits)
            : new Problem(ProblemTypes.RequestIncomplete.Code, "", "The body could not be read to its end: send it again."));
    }

    private async Task<AuditIntake> ReadAsync(HttpRequest request, MediaTypeHeaderValue type, BoundedBody body, CancellationToken cancel)
    {
        var mediaType = type.MediaType.Value!.ToLowerInvariant();
        if (mediaType is "multipart/form-data" or "application/json" && request.Query.Keys.FirstOrDefault(name => Query.Contains(name)) is { } misplaced)
        {
            return AuditIntake.Refused(new Problem(
                ProblemTypes.ParameterUnknown.Code, $"?{misplaced}", $"With {mediaType}, '{misplaced}' belongs into the body."));
        }

        var spool = new Spool(options.SpoolFolder, options.SpoolThreshold);
        var handedOn = false;
        try
        {
            var intake = mediaType switch
            {
                "application/json" => await JsonIntake.ReadAsync(body, spool, limits, cancel),
                "multipart/form-data" => await FormIntake.ReadAsync(body, HeaderUtilities.RemoveQuotes(type.Boundary).Value, spool, limits, cancel),
                _ => await WholeAsync(request, mediaType, body, spool, cancel),
            };
            handedOn = intake.Problems.IsEmpty;
            return intake;
        }
        finally
        {
            if (!handedOn) spool.Dispose();
        }
    }

    private static async Task<AuditIntake> WholeAsync(
        HttpRequest request, string mediaType, BoundedBody body, Spool spool, CancellationToken cancel)
    {
        var fields = new RequestFields();
        var path = NamedValues.Single(NamedValues.Path, request.Query[NamedValues.Path], fields);
        var isText = mediaType == "text/plain";
        if (path is not null && !isText)
            fields.Add(ProblemTypes.ParameterUnknown, "?path", "'path' names pasted text; the files of an archive have their names.");
        var audit = NamedValues.Read(request.Query.Where(parameter => Query.Contains(parameter.Key)), fields);
        if (audit is null || fields.Problems.Count > 0) return AuditIntake.Refused([.. fields.Problems]);

        await spool.AppendAsync(body, cancel);
        return AuditIntake.Of(audit, isText ? Pasted(spool, path) : Archive(mediaType, spool), spool);
    }

    private static SubmissionSource Archive(string mediaType, Spool spool) =>
        mediaType.EndsWith("gzip", StringComparison.Ordinal) ? new TarGzSource(spool.Content) : new ZipSource(spool.Content);

    private static ListedFiles Pasted(Spool spool, string? path)
    {
        var content = new byte[spool.Length];
        spool.Content.Position = 0;
        spool.Content.ReadExactly(content);
        return ListedFiles.Pasted(content, path);
    }

    private static Problem? UnfitHeader(HttpRequest request, out MediaTypeHeaderValue? type)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out type))
            return Unsupported($"Say in Content-Type what you send: {Taken}.");
        if (request.Headers.ContentEncoding.Count > 0)
            return new Problem(ProblemTypes.MediaTypeUnsupported.Code, "Content-Encoding", "Send the body without Content-Encoding.");
        if (type.Charset.HasValue && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            return Unsupported("Send text in UTF-8.");
        return type.MediaType.Value!.ToLowerInvariant() switch
        {
            "application/json" or "text/plain" or "multipart/form-data" => null,
            "application/zip" or "application/x-zip-compressed" or "application/gzip" or "application/x-gzip" => null,
            _ => Unsupported($"'{RequestFields.Quoted(type.MediaType.Value!)}' is not taken; send {Taken}."),
        };
    }

    private static Problem Unsupported(string message) => new(ProblemTypes.MediaTypeUnsupported.Code, "Content-Type", message);
}
