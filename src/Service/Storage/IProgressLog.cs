using System.Collections.Immutable;
using System.Text.Json;

namespace Claudit.Storage;

/// <summary>
/// The numbered events of each audit, append-only: the one source of progress for status, stream and long poll. An event that was
/// appended under a key is not appended again under it, so that an activity may run twice.
/// </summary>
public interface IProgressLog
{
    /// <summary>Begins the audit's log with its first event; does nothing when there is one.</summary>
    Task CreateAsync(AuditKey audit, NewProgressEvent first, CancellationToken cancel);

    /// <summary>
    /// Appends what is not there yet, in the order given. Nothing is appended behind an event of type <c>end</c>, and nothing to a log that
    /// is not there: what an audit has to say after it was erased is not kept.
    /// </summary>
    Task AppendAsync(AuditKey audit, IReadOnlyList<NewProgressEvent> events, CancellationToken cancel);

    /// <summary>The events with an id above <paramref name="after"/>, in order; empty when there are none (yet).</summary>
    Task<ImmutableArray<ProgressEvent>> ReadAsync(AuditKey audit, long after, CancellationToken cancel);

    /// <summary>Completes when an event above <paramref name="after"/> may be there, or when <paramref name="patience"/> has passed.</summary>
    Task WaitAsync(AuditKey audit, long after, TimeSpan patience, CancellationToken cancel);

    Task DeleteAsync(AuditKey audit, CancellationToken cancel);
}

/// <param name="Key">What makes it the same event when it is appended again, such as <c>section-started/aggregation</c>.</param>
/// <param name="Type">The stream's event name: <c>status</c>, <c>section-started</c>, <c>finding</c>, <c>finding-changed</c>,
/// <c>finding-withdrawn</c>, <c>section-completed</c>, <c>report</c>, <c>error</c> or <c>end</c>.</param>
public sealed record NewProgressEvent(string Key, string Type, JsonElement Data);

/// <param name="Id">From 1, rising by 1.</param>
public sealed record ProgressEvent(long Id, DateTimeOffset Time, string Key, string Type, JsonElement Data);
