using Claudit.Analysis;
using Claudit.Analysis.Facts;
using Claudit.Storage;

namespace Claudit.Workflow;

/// <summary>
/// The facts of whole submissions, so that the sections of an audit that run in this process link them once, and read only those that
/// another process has made. Holds a few audits only: those used last.
/// </summary>
public sealed class LinkedFacts(FactStore store)
{
    private const int KeptAudits = 8;

    private const int RememberedEnds = 64;

    private readonly List<Entry> _kept = [];
    private readonly Queue<AuditKey> _ended = [];

    /// <summary>Stores the facts of a shard, and keeps them at hand until they are linked.</summary>
    public async Task WriteAsync(AuditKey audit, int shard, IReadOnlyList<FileFacts> facts, CancellationToken cancel)
    {
        await store.WriteAsync(audit, shard, facts, cancel);
        lock (_kept)
            if (!_ended.Contains(audit)) Keep(audit).Shards[shard] = facts;
    }

    public async Task<SubmissionFacts> GetAsync(AuditKey audit, int shards, CancellationToken cancel)
    {
        var entry = Enter(audit, shards);
        try
        {
            return await entry.Linked!.WaitAsync(cancel);
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
            return _kept.Find(entry => entry.Audit == audit) is { Linked: { IsCompletedSuccessfully: true } linked } ? linked.Result : null;
    }

    /// <summary>Forgets an audit that ends. What an analysis that was given up still writes for it is not kept.</summary>
    public void Evict(AuditKey audit)
    {
        lock (_kept)
        {
            _kept.RemoveAll(entry => entry.Audit == audit);
            _ended.Enqueue(audit);
            if (_ended.Count > RememberedEnds) _ended.Dequeue();
        }
    }

    private Entry Keep(AuditKey audit)
    {
        var entry = _kept.Find(entry => entry.Audit == audit) ?? new Entry(audit);
        _kept.Remove(entry);
        _kept.Add(entry);
        if (_kept.Count > KeptAudits) _kept.RemoveAt(0);
        return entry;
    }

    private Entry Enter(AuditKey audit, int shards)
    {
        lock (_kept)
        {
            var entry = Keep(audit);
            entry.Waiting++;
            entry.Linked ??= Task.Run(() => LinkAsync(entry, shards, entry.Stop.Token), CancellationToken.None);
            return entry;
        }
    }

    /// <summary>One that gives up must not spoil what others wait for; when the last has given up, nothing goes on for nobody.</summary>
    private void Leave(Entry entry)
    {
        lock (_kept)
        {
            if (--entry.Waiting > 0 || entry.Linked!.IsCompletedSuccessfully) return;
            _kept.Remove(entry);
        }

        entry.Stop.Cancel();
    }

    private async Task<SubmissionFacts> LinkAsync(Entry entry, int shards, CancellationToken cancel)
    {
        var files = new List<FileFacts>();
        for (var shard = 0; shard < shards; shard++)
        {
            IReadOnlyList<FileFacts>? own;
            lock (_kept) entry.Shards.Remove(shard, out own);
            files.AddRange(own ?? await store.ReadAsync(entry.Audit, shard, cancel));
        }

        return EmbeddedAuditor.Link(files, cancel);
    }

    private sealed class Entry(AuditKey audit)
    {
        public AuditKey Audit { get; } = audit;

        /// <summary>Facts of shards that this process has analysed and that are not linked yet, by number.</summary>
        public Dictionary<int, IReadOnlyList<FileFacts>> Shards { get; } = [];

        /// <summary>Null until somebody has asked for it.</summary>
        public Task<SubmissionFacts>? Linked { get; set; }

        public CancellationTokenSource Stop { get; } = new();

        public int Waiting { get; set; }
    }
}
