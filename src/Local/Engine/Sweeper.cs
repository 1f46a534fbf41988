using Claudit.Audits;
using Claudit.Storage;

namespace Claudit.Local.Engine;

/// <summary>Erases what has expired, goes on with what has come to a halt, and deletes what belongs to no audit.</summary>
internal sealed class Sweeper(AuditStores stores, HistoryStore history, LocalEngine engine, TimeProvider time)
{
    private HashSet<AuditKey> _strays = [];

    /// <param name="nothingIsAdmitted">True when what has no record cannot be a submission that is just arriving.</param>
    public async Task SweepAsync(bool nothingIsAdmitted, CancellationToken cancel)
    {
        await foreach (var audit in history.UnfinishedAsync(cancel)) engine.Resume(audit);
        await SweepWorkAsync(nothingIsAdmitted, cancel);
        await EraseExpiredAsync(cancel);
        await stores.Idempotency.SweepAsync(cancel);
    }

    private async Task SweepWorkAsync(bool nothingIsAdmitted, CancellationToken cancel)
    {
        var strays = new HashSet<AuditKey>();
        await foreach (var audit in stores.Work.ListAsync(cancel))
        {
            if (engine.IsRunning(audit)) continue;
            var record = await stores.Records.ReadAsync(audit, cancel);
            if (record is not null && !record.State.IsEnd()) await engine.SubmitAsync(audit, cancel);
            // What arrives now has a record by the next sweep.
            else if (nothingIsAdmitted || record is not null || _strays.Contains(audit)) await stores.Work.DeleteAsync(audit, cancel);
            else strays.Add(audit);
        }

        _strays = strays;
    }

    private async Task EraseExpiredAsync(CancellationToken cancel)
    {
        var erasure = new AuditErasure(stores);
        await foreach (var (audit, at) in stores.Expiry.ExpiredAsync(time.GetUtcNow(), cancel))
        {
            if (await stores.Records.ReadAsync(audit, cancel) is { } record && record.State.IsEnd())
                await erasure.EraseAsync(audit, record, cancel);
            await stores.Expiry.RemoveAsync(audit, at, cancel);
        }
    }
}
