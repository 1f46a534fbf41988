using System.Diagnostics.Metrics;

namespace Pumphouse.Relay;

public sealed class RelayMetrics
{
    private readonly Gauge<double> _oldestPending;

    public RelayMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Pumphouse.UsageRelay");
        Sent = meter.CreateCounter<long>("usage_relay_sent");
        Failed = meter.CreateCounter<long>("usage_relay_failed");
        Duplicates = meter.CreateCounter<long>("usage_relay_duplicates");
        _oldestPending = meter.CreateGauge<double>("usage_relay_oldest_pending_seconds");
    }

    public Counter<long> Sent { get; }

    public Counter<long> Failed { get; }

    public Counter<long> Duplicates { get; }

    public void OldestPending(DateTimeOffset? occurredAt, DateTimeOffset now) =>
        _oldestPending.Record(occurredAt is { } since ? (now - since).TotalSeconds : 0);
}
