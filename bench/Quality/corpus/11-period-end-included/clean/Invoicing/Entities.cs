namespace Parcelo.Invoicing;

public sealed class UsageEvent
{
    public Guid Id { get; init; }
    public Guid AccountId { get; init; }
    public required string Meter { get; init; }
    public long Units { get; init; }
    public DateTimeOffset OccurredAt { get; init; }
}

public sealed class BillingPeriod
{
    public Guid Id { get; init; }
    public Guid AccountId { get; init; }
    public DateTimeOffset Start { get; init; }
    public DateTimeOffset End { get; init; }
    public DateTimeOffset? InvoicedAt { get; set; }
    public List<Price> Prices { get; } = [];
}

public sealed class Price
{
    public Guid Id { get; init; }
    public required string Meter { get; init; }
    public decimal CentsPerUnit { get; init; }
}

public sealed class InvoiceLine
{
    public Guid Id { get; init; }
    public Guid PeriodId { get; init; }
    public required string Meter { get; init; }
    public long Units { get; init; }
    public long AmountCents { get; init; }
}
