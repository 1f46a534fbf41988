using System.Globalization;
using Claudit.Storage;

namespace Claudit.Metering;

/// <summary>Keeps usage beside the audits, by tenant and month. It outlives the audits.</summary>
public sealed class UsageLedger(IObjectStore objects) : IUsageMeter
{
    public Task RecordAsync(UsageRecord usage, CancellationToken cancel)
    {
        var month = usage.At.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var key = $"usage/{usage.Audit.Tenant}/{month}/{usage.Audit.Audit}";
        return objects.WriteAsync(key, usage, StorageJson.Default.UsageRecord, WriteCondition.IfAbsent, cancel);
    }
}
