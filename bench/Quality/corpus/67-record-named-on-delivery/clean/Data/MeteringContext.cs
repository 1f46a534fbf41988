using Microsoft.EntityFrameworkCore;

namespace Sentinel.Metering.Data;

public static class Meters
{
    public const string ScannedFiles = "scanned_files";
}

public sealed class UsageRecord
{
    public required Guid Id { get; init; }
    public required string OrganizationId { get; init; }
    public required string Meter { get; init; }
    public required long Quantity { get; init; }
    public required string RepositoryId { get; init; }
    public required Guid ScanId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}

public sealed class MeteringContext(DbContextOptions<MeteringContext> options) : DbContext(options)
{
    public DbSet<UsageRecord> Usage => Set<UsageRecord>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        var usage = model.Entity<UsageRecord>().ToTable("usage");
        usage.HasKey(u => u.Id);
        usage.HasIndex(u => new { u.OrganizationId, u.Meter, u.OccurredAt });
        usage.HasIndex(u => u.ScanId);
        usage.Property(u => u.Meter).HasMaxLength(64);
    }
}
