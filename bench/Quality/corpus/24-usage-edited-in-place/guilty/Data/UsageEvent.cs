namespace Beacon.Data;

public sealed class UsageEvent
{
    public Guid Id { get; init; }
    public Guid AccountId { get; init; }
    public required string Meter { get; init; }
    public required string Device { get; init; }
    public long Quantity { get; set; }
    public DateTimeOffset OccurredAt { get; init; }
}
