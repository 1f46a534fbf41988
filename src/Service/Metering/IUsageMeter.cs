using System.Collections.Immutable;
using Claudit.Storage;

namespace Claudit.Metering;

/// <summary>Counts what tenants use. An audit is counted once, however often it is recorded.</summary>
public interface IUsageMeter
{
    Task RecordAsync(UsageRecord usage, CancellationToken cancel);
}

/// <summary>What one audit used: ids and numbers, nothing of what was submitted.</summary>
/// <param name="At">When the audit was asked for, which is the same however often its use is recorded: it says in which month that counts.</param>
public sealed record UsageRecord(AuditKey Audit, string Definition, DateTimeOffset At, ImmutableArray<UsageQuantity> Quantities);

/// <param name="Meter">Such as <c>audit.completed</c>, <c>audit.canceled</c> or <c>source.bytes</c>.</param>
public sealed record UsageQuantity(string Meter, long Quantity);
