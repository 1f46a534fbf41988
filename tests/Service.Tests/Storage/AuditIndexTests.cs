using Xunit;

namespace Claudit.Storage;

public sealed class AuditIndexTests
{
    private readonly AuditIndex _index = new(new MemoryObjectStore());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Audits_are_listed_newest_first_and_for_their_tenant_only()
    {
        await AddAsync("t", "old", 1);
        await AddAsync("t", "new", 3);
        await AddAsync("t", "middle", 2);
        await AddAsync("t2", "other", 4);

        Assert.Equal(["new", "middle", "old"], (await ListAsync("t", null)).Select(entry => entry.Key.Audit));
    }

    [Fact]
    public async Task A_listing_goes_on_where_its_cursor_stands_also_when_newer_ones_have_come()
    {
        for (var day = 1; day <= 9; day++) await AddAsync("t", $"audit{day}", day);
        var third = (await ListAsync("t", null))[2];
        await AddAsync("t", "audit10", 10);

        Assert.Equal(["audit6", "audit5", "audit4", "audit3", "audit2", "audit1"], (await ListAsync("t", third.Cursor)).Select(entry => entry.Key.Audit));
    }

    [Fact]
    public async Task What_is_removed_is_not_listed()
    {
        await AddAsync("t", "audit", 1);
        await _index.RemoveAsync(new AuditKey("t", "audit"), "metered-billing", Day(1), Cancel);

        Assert.Empty(await ListAsync("t", null));
    }

    private Task AddAsync(string tenant, string audit, int day) =>
        _index.AddAsync(new AuditKey(tenant, audit), "metered-billing", Day(day), Cancel);

    private static DateTimeOffset Day(int day) => new(2026, 1, day, 0, 0, 0, TimeSpan.Zero);

    private async Task<List<IndexEntry>> ListAsync(string tenant, string? cursor)
    {
        var entries = new List<IndexEntry>();
        await foreach (var entry in _index.ListAsync(tenant, cursor, Cancel)) entries.Add(entry);
        return entries;
    }
}
