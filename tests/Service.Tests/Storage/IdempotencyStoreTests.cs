using Xunit;

namespace Claudit.Storage;

public sealed class IdempotencyStoreTests
{
    private readonly ShiftedTime _time = new();
    private readonly MemoryObjectStore _objects = new();
    private readonly IdempotencyStore _store;

    public IdempotencyStoreTests() => _store = new IdempotencyStore(_objects, _time, TimeSpan.FromHours(24), TimeSpan.FromMinutes(10));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_many_that_claim_a_key_at_once_one_gets_it()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _store.ClaimAsync("t", "key", Cancel))));

        Assert.Single(claims, claimed => claimed);
    }

    [Fact]
    public async Task A_key_that_was_given_back_can_be_claimed()
    {
        Assert.True(await _store.ClaimAsync("t", "key", Cancel));
        Assert.False(await _store.ClaimAsync("t", "key", Cancel));
        await _store.ReleaseAsync("t", "key", Cancel);
        Assert.True(await _store.ClaimAsync("t", "key", Cancel));
    }

    [Fact]
    public async Task An_abandoned_claim_ends_with_its_lease()
    {
        Assert.True(await _store.ClaimAsync("t", "key", Cancel));
        _time.Advance(TimeSpan.FromMinutes(11));
        Assert.True(await _store.ClaimAsync("t", "key", Cancel));
        Assert.False(await _store.ClaimAsync("t", "key", Cancel));
    }

    [Fact]
    public async Task A_sweep_deletes_abandoned_claims_and_no_others()
    {
        await _store.ClaimAsync("t", "abandoned", Cancel);
        _time.Advance(TimeSpan.FromMinutes(11));
        await _store.ClaimAsync("t", "held", Cancel);

        await _store.SweepAsync(Cancel);

        Assert.False(await _store.ClaimAsync("t", "held", Cancel));
        await _store.ReleaseAsync("t", "held", Cancel);
        await foreach (var _ in _objects.ListAsync("", null, Cancel)) Assert.Fail("Something is left.");
    }

    [Fact]
    public async Task Claims_of_an_earlier_process_can_be_dropped()
    {
        Assert.True(await _store.ClaimAsync("t", "key", Cancel));
        await _store.ReleaseAllAsync(Cancel);
        Assert.True(await _store.ClaimAsync("t", "key", Cancel));
    }

    [Fact]
    public async Task What_a_key_started_is_remembered_for_a_day_and_for_its_tenant_only()
    {
        await _store.RememberAsync("t", "any key: ü / ..", "audit", "hash", Cancel);

        Assert.Equal("audit", (await _store.FindAsync("t", "any key: ü / ..", Cancel))!.Audit);
        Assert.Null(await _store.FindAsync("other", "any key: ü / ..", Cancel));
        _time.Advance(TimeSpan.FromHours(25));
        Assert.Null(await _store.FindAsync("t", "any key: ü / ..", Cancel));

        await _store.SweepAsync(Cancel);
        await foreach (var _ in _objects.ListAsync("", null, Cancel)) Assert.Fail("Something is left.");
    }
}
