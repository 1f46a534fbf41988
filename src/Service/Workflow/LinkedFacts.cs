using Claudit.Analysis;
using Claudit.Analysis.Facts;
using Claudit.Storage;

namespace Claudit.Workflow;

/// <summary>
/// The facts of whole submissions, so that the sections of an audit that run in this process read and link them once. Holds a
/// few audits only: those used last.
/// </summary>
public sealed class LinkedFacts(FactStore store)
{
    private const int KeptAudits = 8;

    private readonly List<Entry> _kept = [];

    public async Task<SubmissionFacts> GetAsync(AuditKey audit, int shards, CancellationToken cancel)
    {
        var entry = Enter(audit, shards);
        try
        {
            return await entry.Facts.Value.WaitAsync(cancel);
        }
        finally
        {
            Leave(entry);
        }
    }

    /// <summary>Null where they are not linked yet, or no longer kept; never waits.</summary>
    public SubmissionFacts? Find(AuditKey audit)
    {
        lock (_kept)
            return _kept.Find(entry => entry.Audit == audit) is { Facts: { IsValueCreated: true, Value.IsCompletedSuccessfully: true } facts }
                ? facts.Value.Result
                : null;
    }

    public void Evict(AuditKey audit)
    {
        lock (_kept) _kept.RemoveAll(entry => entry.Audit == audit);
    }

    private Entry Enter(AuditKey audit, int shards)
    {
        lock (_kept)
        {
            var entry = _kept.Find(entry => entry.Audit == audit) ?? new Entry(audit, stop => LinkAsync(audit, shards, stop));
            entry.Waiting++;
            _kept.Remove(entry);
            _kept.Add(entry);
            if (_kept.Count > KeptAudits) _kept.RemoveAt(0);
            return entry;
        }
    }

    /// <summary>One that gives up must not spoil what others wait for; when the last has given up, nothing goes on for nobody.</summary>
    private void Leave(Entry entry)
    {
        lock (_kept)
        {
            if (--entry.Waiting > 0 || entry.Facts.Value.IsCompletedSuccessfully) return;
            _kept.Remove(entry);
        }

        entry.Stop.Cancel();
    }

    private async Task<SubmissionFacts> LinkAsync(AuditKey audit, int shards, CancellationToken cancel)
    {
        var files = new List<FileFacts>();
        for (var shard = 0; shard < shards; shard++) files.AddRange(await store.ReadAsync(audit, shard, cancel));
        return EmbeddedAuditor.Link(files, cancel);
    }

    private sealed class Entry
    {
        public Entry(AuditKey audit, Func<CancellationToken, Task<SubmissionFacts>> link)
        {
            Audit = audit;
            Facts = new(() => Task.Run(() => link(Stop.Token)));
        }

        public AuditKey Audit { get; }

        public Lazy<Task<SubmissionFacts>> Facts { get; }

        public CancellationTokenSource Stop { get; } = new();

        public int Waiting { get; set; }
    }
}
