using Claudit.Storage;

namespace Claudit.Audits;

/// <summary>Deletes everything of an ended audit but the usage that it was counted for.</summary>
public sealed class AuditErasure(AuditStores stores)
{
    /// <summary>
    /// Can be repeated after a crash: the record goes after the rest, and the entry that leads to it after the record. Steps that still run
    /// delete what they store once there is no record; what they have stored before goes last.
    /// </summary>
    public async Task EraseAsync(AuditKey audit, AuditRecord record, CancellationToken cancel)
    {
        await stores.Log.DeleteAsync(audit, cancel);
        await stores.Index.RemoveAsync(audit, record.Audit, record.CreatedAt, cancel);
        await stores.Records.DeleteAsync(audit, cancel);
        await stores.Work.DeleteAsync(audit, cancel);
        if (record.ExpiresAt is { } expiresAt) await stores.Expiry.RemoveAsync(audit, expiresAt, cancel);
    }

    /// <summary>
    /// The same for an audit without a record that can be read, which tells where else its id stands; what tells when it expires goes when
    /// it does. Its source goes last, as it is what leads the sweep here.
    /// </summary>
    public async Task EraseWithoutRecordAsync(AuditKey audit, CancellationToken cancel)
    {
        await stores.Log.DeleteAsync(audit, cancel);
        await stores.Index.RemoveAsync(audit, cancel);
        await stores.Records.DeleteAsync(audit, cancel);
        await stores.Work.DeleteAsync(audit, cancel);
    }
}
