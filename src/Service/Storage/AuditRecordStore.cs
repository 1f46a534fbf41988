using System.Text.Json;
using Claudit.Audits;

namespace Claudit.Storage;

/// <summary>The state of each audit. Changes are conditional on what they were computed from, so that none is lost.</summary>
public sealed class AuditRecordStore(IObjectStore objects)
{
    /// <summary>False when the audit has a record already.</summary>
    public async Task<bool> CreateAsync(AuditKey audit, AuditRecord record, CancellationToken cancel) =>
        await objects.WriteAsync(Key(audit), record, StorageJson.Default.AuditRecord, WriteCondition.IfAbsent, cancel) is not null;

    /// <summary>Null when there is no such audit.</summary>
    public Task<AuditRecord?> ReadAsync(AuditKey audit, CancellationToken cancel) =>
        objects.ReadAsync(Key(audit), StorageJson.Default.AuditRecord, cancel);

    /// <summary>The record where there is one that can be read, or that what is stored of it is damaged.</summary>
    public async Task<(AuditRecord? Record, bool IsDamaged)> TryReadAsync(AuditKey audit, CancellationToken cancel)
    {
        try
        {
            return (await ReadAsync(audit, cancel), false);
        }
        catch (DamagedObjectException)
        {
            return (null, true);
        }
    }

    /// <summary>
    /// Applies <paramref name="change"/>, again on the newer record when somebody else was faster, and gives what is stored then. Null
    /// when there is no such audit.
    /// </summary>
    public async Task<AuditRecord?> UpdateAsync(AuditKey audit, Func<AuditRecord, AuditRecord> change, CancellationToken cancel)
    {
        while (await objects.GetAsync(Key(audit), cancel) is { } found)
        {
            var record = JsonSerializer.Deserialize(found.Content.Span, StorageJson.Default.AuditRecord)
                ?? throw new JsonException("An audit's record is null.");
            var changed = change(record);
            if (ReferenceEquals(changed, record)) return record;
            var condition = WriteCondition.IfVersion(found.Version);
            if (await objects.WriteAsync(Key(audit), changed, StorageJson.Default.AuditRecord, condition, cancel) is not null) return changed;
        }

        return null;
    }

    /// <summary>Deletes the record and all that is kept as long as it.</summary>
    public Task DeleteAsync(AuditKey audit, CancellationToken cancel) => objects.DeleteAllAsync($"audits/{audit.Path}", cancel);

    private static string Key(AuditKey audit) => $"audits/{audit.Path}/record";
}
