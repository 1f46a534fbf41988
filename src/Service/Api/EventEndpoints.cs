using System.Collections.Immutable;
using Claudit.Storage;
using Microsoft.AspNetCore.Http;

namespace Claudit.Api;

/// <summary>Gives the events of an audit, as a stream or to who waits for the next.</summary>
internal sealed class EventEndpoints(ApiServices services)
{
    public const string LastEventIdHeader = "Last-Event-ID";

    public async Task<IResult> StreamAsync(HttpRequest request, CancellationToken cancel)
    {
        var values = new QueryValues(request);
        var after = After(request, values) ?? 0;
        if (values.Problem is { } problem) return problem;

        var audit = services.AuditOf(request);
        if (await services.Audits.GetStatusAsync(audit, cancel) is not { } status) return AuditEndpoints.NotFound();
        // Browsers would come back for ever after a stream that has ended; this answer stops them.
        return status.Ended && await services.Audits.HasEndedByAsync(audit, after, cancel)
            ? Results.NoContent()
            : new EventStream(services, audit, after, cancel);
    }

    /// <summary>The events above <paramref name="after"/>, as soon as there is one, or none after <paramref name="patience"/>.</summary>
    public async Task<ImmutableArray<ProgressEvent>?> WaitAsync(AuditKey audit, long after, TimeSpan patience, CancellationToken cancel)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancel, services.Stopping);
        try
        {
            return await services.Audits.EventsAsync(audit, after, patience, stopping.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return [];
        }
    }

    /// <summary>Id of the last event that the caller has; null when it names none. The header is a resuming client's, and wins.</summary>
    public static long? After(HttpRequest request, QueryValues values)
    {
        var after = values.Number("after", 0, long.MaxValue);
        var header = request.Headers[LastEventIdHeader];
        if (header.Count == 0) return after;
        if (header is [{ } sent] && ApiText.TryParse(sent, out var id)) return id;
        values.AddHeader(LastEventIdHeader, "Send the id of the last event that you have: a whole number from 0.");
        return after;
    }
}
