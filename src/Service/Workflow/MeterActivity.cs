using Claudit.Metering;
using Claudit.Storage;

namespace Claudit.Workflow;

/// <summary>Records what an audit used.</summary>
public sealed class MeterActivity(AuditStores stores, UsageOutbox outbox)
{
    /// <returns>The number of quantities.</returns>
    public async Task<int> RunAsync(MeterInput input, CancellationToken cancel)
    {
        if (await stores.Records.ReadAsync(input.Audit, cancel) is not { } record) return 0;
        var usage = new UsageRecord(
            input.Audit,
            record.Audit,
            record.CreatedAt,
            [new UsageQuantity(input.Canceled ? "audit.canceled" : "audit.completed", 1), new UsageQuantity("source.bytes", record.Submission.Bytes)]);
        await outbox.RecordAsync(usage, cancel);
        return usage.Quantities.Length;
    }
}
