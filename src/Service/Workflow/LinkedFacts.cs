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

    private readonly List<(AuditKey Audit, Lazy<Task<SubmissionFacts>> Facts)> _kept = [];

    public async Task<SubmissionFacts> GetAsync(AuditKey audit, int shards, CancellationToken cancel)
    {
        var facts = Keep(audit, shards);
        try
        {
            return await facts.Value.WaitAsync(cancel);
        }
        catch
        {
            if (facts.Value.IsFaulted) Evict(audit);
            throw;
        }
    }

    public void Evict(AuditKey audit)
    {
        lock (_kept) _kept.RemoveAll(entry => entry.Audit == audit);
    }

    private Lazy<Task<SubmissionFacts>> Keep(AuditKey audit, int shards)
    {
        lock (_kept)
        {
            var place = _kept.FindIndex(entry => entry.Audit == audit);
            // One caller's cancellation must not spoil what the others wait for.
            var facts = place >= 0 ? _kept[place].Facts : new(() => Task.Run(() => LinkAsync(audit, shards, CancellationToken.None)));
            if (place >= 0) _kept.RemoveAt(place);
            _kept.Add((audit, facts));
            if (_kept.Count > KeptAudits) _kept.RemoveAt(0);
            return facts;
        }
    }

    private async Task<SubmissionFacts> LinkAsync(AuditKey audit, int shards, CancellationToken cancel)
    {
        var files = new List<FileFacts>();
        for (var shard = 0; shard < shards; shard++) files.AddRange(await store.ReadAsync(audit, shard, cancel));
        return EmbeddedAuditor.Link(files);
    }
}
