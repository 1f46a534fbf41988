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

    private readonly List<KeptFacts> _kept = [];

    /// <summary>Stores the facts of a shard, and keeps them at hand until they are linked.</summary>
    public async Task WriteAsync(AuditKey audit, int shard, IReadOnlyList<FileFacts> facts, CancellationToken cancel)
    {
        await store.WriteAsync(audit, shard, facts, cancel);
        lock (_kept) Keep(audit).Shards[shard] = facts;
    }

    public async Task<SubmissionFacts> GetAsync(AuditKey audit, int shards, CancellationToken cancel)
    {
        Task<SubmissionFacts> linked;
        lock (_kept)
        {
            var kept = Keep(audit);
            // One caller's cancellation must not spoil what the others wait for.
            linked = kept.Linked ??= Task.Run(() => LinkAsync(audit, shards, kept, CancellationToken.None), CancellationToken.None);
        }

        try
        {
            return await linked.WaitAsync(cancel);
        }
        catch
        {
            if (linked.IsFaulted) Evict(audit);
            throw;
        }
    }

    public void Evict(AuditKey audit)
    {
        lock (_kept) _kept.RemoveAll(kept => kept.Audit == audit);
    }

    private KeptFacts Keep(AuditKey audit)
    {
        var kept = _kept.Find(kept => kept.Audit == audit) ?? new KeptFacts(audit);
        _kept.Remove(kept);
        _kept.Add(kept);
        if (_kept.Count > KeptAudits) _kept.RemoveAt(0);
        return kept;
    }

    private async Task<SubmissionFacts> LinkAsync(AuditKey audit, int shards, KeptFacts kept, CancellationToken cancel)
    {
        var files = new List<FileFacts>();
        for (var shard = 0; shard < shards; shard++)
        {
            IReadOnlyList<FileFacts>? own;
            lock (_kept) kept.Shards.Remove(shard, out own);
            files.AddRange(own ?? await store.ReadAsync(audit, shard, cancel));
        }

        return EmbeddedAuditor.Link(files);
    }

    private sealed class KeptFacts(AuditKey audit)
    {
        public AuditKey Audit { get; } = audit;

        /// <summary>Shards that this process has analysed and that are not linked yet, by number.</summary>
        public Dictionary<int, IReadOnlyList<FileFacts>> Shards { get; } = [];

        public Task<SubmissionFacts>? Linked { get; set; }
    }
}
