using Microsoft.EntityFrameworkCore;

namespace Voicebox.Credits;

public sealed class CreditContext(DbContextOptions<CreditContext> options) : DbContext(options)
{
    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<CreditEntry> Entries => Set<CreditEntry>();
}

public sealed class Account
{
    public Guid Id { get; init; }

    public long Credits { get; init; }
}

public sealed class CreditEntry
{
    public Guid Id { get; init; }

    public Guid AccountId { get; init; }

    public long Amount { get; init; }

    public required string Reason { get; init; }

    public required string CheckoutSessionId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
