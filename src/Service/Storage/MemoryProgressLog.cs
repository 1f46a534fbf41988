using System.Collections.Concurrent;
using System.Collections.Immutable;
using Claudit.Workflow;

namespace Claudit.Storage;

/// <summary>The log of one-off audits.</summary>
public sealed class MemoryProgressLog(TimeProvider time) : IProgressLog
{
    private readonly ConcurrentDictionary<AuditKey, Log> _logs = new();
    private readonly ProgressSignals _signals = new(time);

    public Task CreateAsync(AuditKey audit, NewProgressEvent first, CancellationToken cancel)
    {
        _logs.GetOrAdd(audit, _ => new Log()).Append([first], time.GetUtcNow());
        _signals.Raise(audit);
        return Task.CompletedTask;
    }

    public Task AppendAsync(AuditKey audit, IReadOnlyList<NewProgressEvent> events, CancellationToken cancel)
    {
        if (_logs.TryGetValue(audit, out var log)) log.Append(events, time.GetUtcNow());
        _signals.Raise(audit);
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<ProgressEvent>> ReadAsync(AuditKey audit, long after, CancellationToken cancel) =>
        Task.FromResult(_logs.TryGetValue(audit, out var log) ? log.Above(after) : []);

    public Task WaitAsync(AuditKey audit, long after, TimeSpan patience, CancellationToken cancel) =>
        _signals.WaitAsync(audit, () => _logs.TryGetValue(audit, out var log) && log.Last > after, patience, cancel);

    public Task DeleteAsync(AuditKey audit, CancellationToken cancel)
    {
        _logs.TryRemove(audit, out _);
        _signals.Raise(audit);
        return Task.CompletedTask;
    }

    private sealed class Log
    {
        private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
        private readonly List<ProgressEvent> _events = [];

        public long Last
        {
            get
            {
                lock (_events) return _events.Count;
            }
        }

        public void Append(IEnumerable<NewProgressEvent> events, DateTimeOffset now)
        {
            lock (_events)
                foreach (var entry in events)
                    if (_events is not [.., { Type: Progress.EndType }] && _keys.Add(entry.Key))
                        _events.Add(new ProgressEvent(_events.Count + 1, now, entry.Key, entry.Type, entry.Data));
        }

        public ImmutableArray<ProgressEvent> Above(long after)
        {
            lock (_events) return [.. _events.Skip((int)Math.Clamp(after, 0, _events.Count))];
        }
    }
}
