using System.Collections.Concurrent;
using System.Collections.Immutable;
using Claudit.Storage;

namespace Claudit.Local.Storage;

/// <summary>One file an audit, one line an event, flushed with every append. It belongs to one process.</summary>
public sealed class FileProgressLog(string root, TimeProvider time) : IProgressLog
{
    // Logs of audits that have not ended; what else is asked for is read from its file.
    private readonly ConcurrentDictionary<AuditKey, Lazy<ProgressFile>> _open = new();
    private readonly ProgressSignals _signals = new(time);

    public Task CreateAsync(AuditKey audit, NewProgressEvent first, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        ProgressFile.Create(PathOf(audit));
        return AppendAsync(audit, [first], cancel);
    }

    public Task AppendAsync(AuditKey audit, IReadOnlyList<NewProgressEvent> events, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (events.Count == 0) return Task.CompletedTask;
        // A file that cannot be opened now may be so later, and is deleted all the same.
        var file = _open.GetOrAdd(audit, _ => new(() => ProgressFile.Open(PathOf(audit)), LazyThreadSafetyMode.PublicationOnly)).Value;
        file.Append(events, time.GetUtcNow());
        if (file.HasEnded) _open.TryRemove(audit, out _);
        _signals.Raise(audit);
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<ProgressEvent>> ReadAsync(AuditKey audit, long after, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(
            _open.TryGetValue(audit, out var open) ? open.Value.Above(after) : ProgressFile.ReadAll(PathOf(audit), after));
    }

    public Task WaitAsync(AuditKey audit, long after, TimeSpan patience, CancellationToken cancel) =>
        _signals.WaitAsync(
            audit,
            () => _open.TryGetValue(audit, out var open)
                ? open.Value.Last > after
                : !ProgressFile.ReadAll(PathOf(audit), after).IsEmpty,
            patience,
            cancel);

    public Task DeleteAsync(AuditKey audit, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (_open.TryRemove(audit, out var open) && open.IsValueCreated) open.Value.Delete();
        else if (File.Exists(PathOf(audit))) File.Delete(PathOf(audit));
        _signals.Raise(audit);
        return Task.CompletedTask;
    }

    private string PathOf(AuditKey audit) =>
        Path.Combine(root, ObjectKey.Check(audit.Tenant), ObjectKey.Check(audit.Audit) + ".jsonl");
}
