using System.Text;
using System.Text.Json;
using Claudit.Storage;
using Claudit.Workflow;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Claudit.Api;

/// <summary>
/// Server-sent events above a given one, as they come, up to the audit's end or the stream's greatest length; then the client is told to
/// come back. Reading never touches the audit: who leaves changes nothing.
/// </summary>
internal sealed class EventStream(ApiServices services, AuditKey audit, long after, CancellationToken cancel) : IResult
{
    public const string MediaType = "text/event-stream";

    private const string Ping = "event: ping\ndata: {}\n\n";
    private const string ComeBack = "retry: 1000\n\n";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = MediaType;
        // Understood by nginx and those that follow it.
        response.Headers["X-Accel-Buffering"] = "no";
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();

        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancel, httpContext.RequestAborted);
        using var length = new CancellationTokenSource(services.Options.StreamLength, services.Time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(gone.Token, length.Token, services.Stopping);
        try
        {
            await response.Body.FlushAsync(gone.Token);
            await WriteEventsAsync(response.Body, gone.Token, ended.Token);
            if (ended.IsCancellationRequested) await WriteAsync(response.Body, ComeBack, gone.Token);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The client has left.
        }
    }

    private async Task WriteEventsAsync(Stream body, CancellationToken gone, CancellationToken ended)
    {
        var last = after;
        while (!ended.IsCancellationRequested)
        {
            var text = new StringBuilder();
            try
            {
                if (await services.Audits.EventsAsync(audit, last, services.Options.StreamPing, ended) is not { } events) return;
                if (events.IsEmpty && await services.Audits.HasEndedByAsync(audit, last, ended)) return;
                foreach (var entry in events) Append(text, entry);
                if (events.IsEmpty) text.Append(Ping);
                else last = events[^1].Id;
                await WriteAsync(body, text.ToString(), gone);
                if (events is [.., { Type: Progress.EndType }]) return;
            }
            catch (OperationCanceledException) when (!gone.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private static void Append(StringBuilder text, ProgressEvent entry)
    {
        // Serialised anew: in one line, whatever the store makes of it.
        var data = JsonSerializer.Serialize(entry.Data, ApiJson.Default.JsonElement);
        text.Append($"id: {ApiText.Of(entry.Id)}\nevent: {entry.Type}\ndata: {data}\n\n");
    }

    private static async Task WriteAsync(Stream body, string text, CancellationToken gone)
    {
        await body.WriteAsync(Encoding.UTF8.GetBytes(text), gone);
        await body.FlushAsync(gone);
    }
}
