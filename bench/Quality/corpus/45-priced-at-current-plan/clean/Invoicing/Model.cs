namespace Snapmail.Invoicing;

public sealed class Subscription
{
    public Guid Id { get; init; }
    public Guid AccountId { get; init; }
    public List<SubscriptionPhase> Phases { get; init; } = [];
}

public sealed class SubscriptionPhase
{
    public Guid Id { get; init; }
    public required Plan Plan { get; init; }
    public DateTimeOffset StartsAt { get; init; }
    public DateTimeOffset? EndsAt { get; init; }
}

public sealed class Plan
{
    public required string Code { get; init; }
    public decimal CentsPerThousand { get; init; }
}

public sealed class SentMail
{
    public Guid Id { get; init; }
    public Guid AccountId { get; init; }
    public int Recipients { get; init; }
    public DateTimeOffset AcceptedAt { get; init; }
}

public sealed record InvoiceLine(string PlanCode, DateTimeOffset From, DateTimeOffset To, long Recipients, long AmountCents);
