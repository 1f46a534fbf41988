using System.Diagnostics.Metrics;

namespace Pumphouse.Relay;

public sealed class RelayMetrics
{
    public RelayMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Pumphouse.UsageRelay");
        Sent = meter.CreateCounter<long>("usage_relay_sent");
        Failed = meter.CreateCounter<long>("usage_relay_failed");
        Duplicates = meter.CreateCounter<long>("usage_relay_duplicates");
    }

    public Counter<long> Sent { get; }

    public Counter<long> Failed { get; }

    public Counter<long> Duplicates { get; }
}
