using System.Security.Cryptography;
using System.Text;
using Claudit.Audits;
using Claudit.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Claudit.Api;

/// <summary>Gives an audit's report in the format that the caller wants.</summary>
internal sealed class ReportEndpoint(ApiServices services)
{
    // The renderer names the one style sheet that applies; this keeps out the rest, also from a page that would embed the report.
    private const string HtmlPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

    public async Task<IResult> GetAsync(HttpRequest request, CancellationToken cancel)
    {
        if (ReportNegotiation.Choose(request, out var format) is { } problem) return problem;
        if (await services.Audits.ReportAsync(services.AuditOf(request), cancel) is not { } found) return AuditEndpoints.NotFound();
        if (found.Report is not { } report) return Missing(found.Status);

        var headers = request.HttpContext.Response.Headers;
        headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        var body = Encoding.UTF8.GetBytes(format!.Render(report, services.Rules));
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"");
        headers.ETag = tag.ToString();
        var has = request.GetTypedHeaders().IfNoneMatch;
        if (has.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false)))
            return Results.StatusCode(StatusCodes.Status304NotModified);

        headers.ContentDisposition = $"inline; filename=\"claudit-{found.Status.Id}.{format.Extension}\"";
        if (format == ReportFormats.Html) headers.ContentSecurityPolicy = HtmlPolicy;
        return Results.Bytes(body, format.MediaType);
    }

    private static ProblemAnswer Missing(AuditStatus status) => status.Ended
        ? ProblemAnswer.Of(
            ProblemTypes.ReportMissing, $"The audit has no report: {status.Error?.Message ?? "it ended before there was one."}")
        : ProblemAnswer.Of(
            ProblemTypes.ReportNotReady,
            "The audit is not done: ask again later, or follow its events.",
            AuditDocument.RetryAfterSeconds(status),
            AuditDocument.Progress(status));
}
