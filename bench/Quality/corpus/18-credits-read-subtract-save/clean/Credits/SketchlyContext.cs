using Microsoft.EntityFrameworkCore;

namespace Sketchly.Credits;

public sealed class SketchlyContext(DbContextOptions<SketchlyContext> options) : DbContext(options)
{
    public DbSet<Wallet> Wallets => Set<Wallet>();
    public DbSet<WalletEntry> WalletEntries => Set<WalletEntry>();
    public DbSet<Render> Renders => Set<Render>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<Wallet>().HasKey(wallet => wallet.Id);
        model.Entity<WalletEntry>().HasKey(entry => new { entry.WalletId, entry.RenderId, entry.Reason });
    }
}

public sealed class Wallet
{
    public Guid Id { get; init; }
    public long Credits { get; set; }
}

public sealed class Render
{
    public Guid Id { get; init; }
    public required string Scene { get; init; }
    public string Status { get; set; } = "queued";
}

public sealed class WalletEntry
{
    public Guid WalletId { get; init; }
    public Guid RenderId { get; init; }
    public long Credits { get; init; }
    public required string Reason { get; init; }
    public DateTimeOffset At { get; init; }
}
