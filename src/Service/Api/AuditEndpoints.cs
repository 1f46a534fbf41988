using System.Text.Json.Nodes;
using Claudit.Audits;
using Claudit.Storage;
using Microsoft.AspNetCore.Http;

namespace Claudit.Api;

/// <summary>Lists audits, shows, cancels and erases one.</summary>
internal sealed class AuditEndpoints(ApiServices services, EventEndpoints events)
{
    public async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancel)
    {
        var values = new QueryValues(request);
        var query = new AuditQuery(
            values.OneOf<AuditState>("state"), values.Text("audit"), Cursor(values), (int)(values.Number("limit", 1, 100) ?? 20));
        if (values.Problem is { } problem) return problem;

        var page = await services.Audits.ListAsync(services.TenantOf(request), query, cancel);
        return new JsonAnswer(new JsonObject
        {
            ["items"] = new JsonArray([.. page.Items.Select(status => (JsonNode)AuditDocument.Of(status))]),
            ["next"] = page.Next,
        });
    }

    /// <summary>The status; with <c>wait</c> or <c>after</c> also the events; or the stream, for who accepts that alone.</summary>
    public async Task<IResult> StatusAsync(HttpRequest request, CancellationToken cancel)
    {
        if (AcceptsStream(request)) return await events.StreamAsync(request, cancel);
        var values = new QueryValues(request);
        var wait = values.Number("wait", 0, (long)services.Options.LongestWait.TotalSeconds);
        var after = EventEndpoints.After(request, values);
        if (values.Problem is { } problem) return problem;

        var audit = services.AuditOf(request);
        var asked = wait is not null || after is not null;
        var news = asked ? await events.WaitAsync(audit, after ?? 0, TimeSpan.FromSeconds(wait ?? 0), cancel) : null;
        // Read after the events: the status never lags behind them.
        if (await services.Audits.GetStatusAsync(audit, cancel) is not { } status) return NotFound();
        AuditDocument.SetRetryAfter(request.HttpContext.Response, status);
        var document = AuditDocument.Of(status);
        if (news is { } found) document["events"] = AuditDocument.Of(found);
        return new JsonAnswer(document);
    }

    public async Task<IResult> CancelAsync(HttpRequest request, CancellationToken cancel)
    {
        if (await services.Audits.CancelAsync(services.AuditOf(request), cancel) is not { } status) return NotFound();
        AuditDocument.SetRetryAfter(request.HttpContext.Response, status);
        return new JsonAnswer(AuditDocument.Of(status), StatusCodes.Status202Accepted);
    }

    public async Task<IResult> EraseAsync(HttpRequest request, CancellationToken cancel)
    {
        await services.Audits.EraseAsync(services.AuditOf(request), cancel);
        return Results.NoContent();
    }

    public static ProblemAnswer NotFound() => ProblemAnswer.Of(
        ProblemTypes.AuditNotFound,
        $"There is no audit with this id, or it has expired or been erased; GET {ApiRoutes.Base}/audits lists yours.");

    private static string? Cursor(QueryValues values)
    {
        var cursor = values.Text("cursor");
        if (cursor is null || AuditIndex.IsCursor(cursor)) return cursor;
        values.Add("cursor", "A cursor is the 'next' of the page before, as it stands there; leave it out for the first page.");
        return null;
    }

    private static bool AcceptsStream(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.GetTypedHeaders().Accept is [var only] &&
        only.MediaType.Equals(EventStream.MediaType, StringComparison.OrdinalIgnoreCase);
}
