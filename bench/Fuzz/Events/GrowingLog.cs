using System.Collections.Immutable;
using System.Text.Json;
using Claudit.Storage;
using Claudit.Workflow;

namespace Claudit.Bench.Fuzz.Events;

/// <summary>The log of an audit that goes on while it is read: between any two looks some more events are there, or none.</summary>
internal sealed class GrowingLog : IProgressLog
{
    public const int Length = 40;

    private static readonly ImmutableArray<ProgressEvent> All =
    [
        .. Enumerable.Range(1, Length).Select(id => new ProgressEvent(
            id, DateTimeOffset.UnixEpoch, $"{id}", id == Length ? Progress.EndType : "note", JsonSerializer.SerializeToElement(new { text = $"line {id}\r\n\nid: 7\u2028" }))),
    ];

    private Random _random = new(0);
    private int _there;
    private int _patience;

    /// <summary>Is called when the reader has waited for a while in vain, as readers do before they leave.</summary>
    public Action Waited { get; set; } = static () => { };

    /// <param name="there">How many events there are; with all of them the audit has ended.</param>
    public void Restart(int seed, int there) => (_random, _there, _patience) = (new Random(seed), there, 5);

    public Task CreateAsync(AuditKey audit, NewProgressEvent first, CancellationToken cancel) => throw new NotSupportedException();

    public Task AppendAsync(AuditKey audit, IReadOnlyList<NewProgressEvent> events, CancellationToken cancel) => throw new NotSupportedException();

    public Task<ImmutableArray<ProgressEvent>> ReadAsync(AuditKey audit, long after, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        _there = Math.Min(Length, _there + _random.Next(5));
        return Task.FromResult(All[(int)Math.Clamp(after, 0, _there).._there]);
    }

    public Task WaitAsync(AuditKey audit, long after, TimeSpan patience, CancellationToken cancel)
    {
        if (_there <= after && --_patience == 0) Waited();
        return Task.CompletedTask;
    }

    public Task DeleteAsync(AuditKey audit, CancellationToken cancel) => throw new NotSupportedException();
}
