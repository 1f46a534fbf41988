using Microsoft.EntityFrameworkCore;

namespace Assistant.Billing;

public sealed class UsageLedger(IDbContextFactory<BillingContext> contexts)
{
    public async Task AddAsync(
        Guid turn, Guid account, string model, long tokens, DateTimeOffset occurredAt, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        context.UsageEvents.Add(new UsageEvent
        {
            Id = turn,
            AccountId = account,
            Meter = "output_tokens",
            Model = model,
            Quantity = tokens,
            OccurredAt = occurredAt,
            Status = UsageStatus.Pending,
        });
        await context.SaveChangesAsync(cancel);
    }
}

public sealed class BillingContext(DbContextOptions<BillingContext> options) : DbContext(options)
{
    public DbSet<UsageEvent> UsageEvents => Set<UsageEvent>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<UsageEvent>().HasKey(usage => usage.Id);
        model.Entity<UsageEvent>().HasIndex(usage => new { usage.AccountId, usage.OccurredAt });
    }
}

public enum UsageStatus { Pending, Sent }

public sealed class UsageEvent
{
    public Guid Id { get; init; }
    public Guid AccountId { get; init; }
    public required string Meter { get; init; }
    public required string Model { get; init; }
    public long Quantity { get; init; }
    public DateTimeOffset OccurredAt { get; init; }
    public UsageStatus Status { get; set; }
}
