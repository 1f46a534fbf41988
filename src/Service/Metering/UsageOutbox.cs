using Claudit.Storage;
using Microsoft.Extensions.Logging;

namespace Claudit.Metering;

/// <summary>
/// Hands usage to the meter. No audit waits for a meter that is away: what it does not take is kept in the store and handed over later,
/// and counts once, as it is the same record.
/// </summary>
public sealed partial class UsageOutbox(IObjectStore objects, IUsageMeter meter, TimeProvider time, ILogger<UsageOutbox> logger)
{
    private const string Folder = "usage-pending/";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Completes when the meter has the usage, or the store keeps it.</summary>
    public async Task RecordAsync(UsageRecord usage, CancellationToken cancel)
    {
        if (!await HandOverAsync(usage, cancel))
            await objects.WriteAsync($"{Folder}{usage.Audit.Path}", usage, StorageJson.Default.UsageRecord, WriteCondition.None, cancel);
    }

    /// <summary>Hands over what is kept; what the meter still does not take stays. Begins with none after ten seconds.</summary>
    public async Task DeliverAsync(CancellationToken cancel)
    {
        var begun = time.GetTimestamp();
        await foreach (var name in objects.ListAsync(Folder, null, cancel))
        {
            if (time.GetElapsedTime(begun) >= Patience) return;
            if (await ReadAsync(name, cancel) is { } usage && await HandOverAsync(usage, cancel))
                await objects.DeleteAsync(name, cancel);
        }
    }

    /// <summary>Null where it cannot be read: it stays, for somebody to look at, and keeps no other back.</summary>
    private async Task<UsageRecord?> ReadAsync(string name, CancellationToken cancel)
    {
        try
        {
            return await objects.ReadAsync(name, StorageJson.Default.UsageRecord, cancel);
        }
        catch (DamagedObjectException)
        {
            Log.Damaged(logger, name);
            return null;
        }
    }

    private async Task<bool> HandOverAsync(UsageRecord usage, CancellationToken cancel)
    {
        try
        {
            await meter.RecordAsync(usage, cancel).WaitAsync(Patience, time, cancel);
            return true;
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            var quantities = string.Join(", ", usage.Quantities.Select(used => $"{used.Meter} {used.Quantity}"));
            Log.NotTaken(logger, usage.Audit.Audit, quantities, failure.GetType().Name, failure.StackTrace);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(20, LogLevel.Error, "Audit {Audit}: the meter did not take its usage ({Quantities}) for {Failure}; it is kept and tried again: {Trace}")]
        public static partial void NotTaken(ILogger logger, string audit, string quantities, string failure, string? trace);

        [LoggerMessage(21, LogLevel.Error, "The usage that is kept as {Name} is damaged and cannot be counted; the audit's id is in its name")]
        public static partial void Damaged(ILogger logger, string name);
    }
}
