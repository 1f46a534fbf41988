using Microsoft.EntityFrameworkCore;

namespace Confera.Billing.Data;

public sealed class CallCharge
{
    public required Guid LegId { get; init; }
    public required Guid CallId { get; init; }
    public required string AccountId { get; init; }
    public required string Destination { get; init; }
    public required DateTimeOffset AnsweredAt { get; init; }
    public required DateTimeOffset EndedAt { get; init; }
    public required long Minutes { get; init; }
    public required Guid RateId { get; init; }
    public required decimal Amount { get; init; }
}

public sealed class BillingContext(DbContextOptions<BillingContext> options) : DbContext(options)
{
    public DbSet<CallCharge> CallCharges => Set<CallCharge>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        var charge = model.Entity<CallCharge>();
        charge.HasKey(c => c.LegId);
        charge.Property(c => c.Amount).HasPrecision(18, 6);
        charge.HasIndex(c => new { c.AccountId, c.AnsweredAt });
    }
}
