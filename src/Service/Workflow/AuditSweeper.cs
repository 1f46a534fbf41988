using Claudit.Audits;
using Claudit.Metering;
using Claudit.Storage;

namespace Claudit.Workflow;

/// <summary>Erases what has expired, goes on with what has come to a halt, deletes what belongs to no audit, and delivers usage that is kept.</summary>
public sealed class AuditSweeper(AuditStores stores, IAuditEngine engine, UsageOutbox usage, TimeProvider time)
{
    private HashSet<AuditKey> _strays = [];

    /// <param name="nothingIsAdmitted">True when what has no record cannot be a submission that is just arriving.</param>
    public async Task SweepAsync(bool nothingIsAdmitted, CancellationToken cancel)
    {
        await SweepWorkAsync(nothingIsAdmitted, cancel);
        await EraseExpiredAsync(cancel);
        await stores.Idempotency.SweepAsync(cancel);
        await usage.DeliverAsync(cancel);
    }

    private async Task SweepWorkAsync(bool nothingIsAdmitted, CancellationToken cancel)
    {
        var strays = new HashSet<AuditKey>();
        await foreach (var audit in stores.Work.ListAsync(cancel))
        {
            if (await engine.IsRunningAsync(audit, cancel)) continue;
            var record = await stores.Records.ReadAsync(audit, cancel);
            if (record is not null && !record.State.IsEnd()) await engine.SubmitAsync(audit, cancel);
            else if (record is not null) await stores.Work.DeleteAsync(audit, cancel);
            // What arrives now has a record by the next sweep.
            else if (nothingIsAdmitted || _strays.Contains(audit)) await DeleteStrayAsync(audit, cancel);
            else strays.Add(audit);
        }

        _strays = strays;
    }

    /// <summary>Deletes what was left of an audit that was not admitted: its source goes last, as it is what leads here.</summary>
    private async Task DeleteStrayAsync(AuditKey audit, CancellationToken cancel)
    {
        await stores.Log.DeleteAsync(audit, cancel);
        await stores.Index.RemoveAsync(audit, cancel);
        await stores.Work.DeleteAsync(audit, cancel);
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
