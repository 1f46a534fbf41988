using System.Text;
using Xunit;

namespace Claudit.Storage;

/// <summary>What every object store does.</summary>
public abstract class ObjectStoreContract : IDisposable
{
    private readonly Lazy<IObjectStore> _store;

    protected ObjectStoreContract() => _store = new(() => CreateStore());

    private IObjectStore Store => _store.Value;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_put_is_read_back()
    {
        var version = await PutAsync("a/b", "first");

        var found = await Store.GetAsync("a/b", Cancel);

        Assert.Equal("first", Encoding.UTF8.GetString(found!.Content.Span));
        Assert.Equal(version, found.Version);
        await using var stream = await Store.OpenReadAsync("a/b", Cancel);
        Assert.Equal("first", await new StreamReader(stream!).ReadToEndAsync(Cancel));
    }

    [Fact]
    public async Task An_empty_object_is_an_object()
    {
        await PutAsync("empty", "");

        Assert.Equal(0, (await Store.GetAsync("empty", Cancel))!.Content.Length);
    }

    [Fact]
    public async Task What_is_not_there_is_null()
    {
        Assert.Null(await Store.GetAsync("nowhere/at/all", Cancel));
        Assert.Null(await Store.OpenReadAsync("nowhere", Cancel));
        await Store.DeleteAsync("nowhere/at/all", Cancel);
        await Store.DeleteAllAsync("nowhere", Cancel);
    }

    [Fact]
    public async Task A_version_changes_with_every_write_also_of_the_same_content()
    {
        var first = await PutAsync("a", "same");
        var second = await PutAsync("a", "same");
        await Store.DeleteAsync("a", Cancel);
        var third = await PutAsync("a", "same");

        Assert.Equal(3, new[] { first, second, third }.Distinct().Count());
    }

    [Fact]
    public async Task A_write_that_must_be_the_first_loses_to_an_earlier_one()
    {
        Assert.NotNull(await PutAsync("a", "1", WriteCondition.IfAbsent));
        Assert.Null(await PutAsync("a", "2", WriteCondition.IfAbsent));
        Assert.Equal("1", await ReadAsync("a"));
    }

    [Fact]
    public async Task A_write_on_a_version_loses_to_a_newer_one()
    {
        var old = await PutAsync("a", "1");
        var current = await PutAsync("a", "2");

        Assert.Null(await PutAsync("a", "3", WriteCondition.IfVersion(old!)));
        Assert.NotNull(await PutAsync("a", "4", WriteCondition.IfVersion(current!)));
        Assert.Null(await PutAsync("gone", "5", WriteCondition.IfVersion(current!)));
        Assert.Equal("4", await ReadAsync("a"));
    }

    [Fact]
    public async Task Nothing_of_a_write_arrives_after_its_task_has_completed_whoever_gives_it_up()
    {
        var content = new byte[1 << 20];
        for (var i = 0; i < 10; i++)
        {
            using var givenUp = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            var writing = Store.PutAsync($"t/{i}/a", content, WriteCondition.None, givenUp.Token);
            await Task.Delay(TimeSpan.FromMilliseconds(i), TimeProvider.System, Cancel);
            await givenUp.CancelAsync();
            await ((Task)writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            await Store.DeleteAllAsync($"t/{i}", Cancel);
        }

        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancel);
        Assert.Empty(await ListAsync("t/", null));
    }

    [Fact]
    public async Task Of_many_that_write_on_a_condition_at_once_one_wins()
    {
        var written = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
            () => PutAsync("race", i.ToString(System.Globalization.CultureInfo.InvariantCulture), WriteCondition.IfAbsent))));

        Assert.Single(written, version => version is not null);
    }

    [Fact]
    public async Task Keys_are_listed_in_ordinal_order_from_a_prefix_and_after_a_key()
    {
        string[] keys = ["p", "p/a", "p/a-b", "p/a.b", "p/a/c", "p/a/d/e", "p/a0", "p/B", "p-q", "pq/r", "q/p"];
        foreach (var key in keys) await PutAsync(key, "x");

        foreach (var prefix in new[] { "", "p", "p/", "p/a", "p/a/", "p/a/d", "none/" })
        {
            var expected = keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
            Assert.Equal(expected, await ListAsync(prefix, null));
            foreach (var after in keys.Append("p/a/cc").Append("zzz"))
                Assert.Equal(expected.Where(key => string.CompareOrdinal(key, after) > 0), await ListAsync(prefix, after));
        }
    }

    [Fact]
    public async Task Deleting_all_spares_neighbours_whose_names_begin_alike()
    {
        foreach (var key in new[] { "t/a/1", "t/a/2/3", "t/a", "t/ab/1" }) await PutAsync(key, "x");

        await Store.DeleteAllAsync("t/a", Cancel);

        Assert.Equal(["t/a", "t/ab/1"], await ListAsync("t", null));
    }

    [Fact]
    public async Task What_was_deleted_can_be_put_again()
    {
        await PutAsync("t/a/1", "x");
        await Store.DeleteAllAsync("t/a", Cancel);
        await PutAsync("t/a/1", "y");

        Assert.Equal("y", await ReadAsync("t/a/1"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("../a")]
    [InlineData("a/../../b")]
    [InlineData("a/./b")]
    [InlineData("a\\b")]
    [InlineData("C:")]
    [InlineData("a\0")]
    [InlineData("a~")]
    [InlineData("ä")]
    public async Task A_key_that_could_mean_another_place_is_refused(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => PutAsync(key, "x"));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.GetAsync(key, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.OpenReadAsync(key, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.DeleteAsync(key, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.DeleteAllAsync(key, Cancel));
    }

    public void Dispose()
    {
        CleanUp();
        GC.SuppressFinalize(this);
    }

    protected abstract IObjectStore CreateStore();

    protected virtual void CleanUp()
    {
    }

    private async Task<string?> PutAsync(string key, string content, WriteCondition condition = default) =>
        await Store.PutAsync(key, Encoding.UTF8.GetBytes(content), condition, Cancel);

    private async Task<string> ReadAsync(string key) => Encoding.UTF8.GetString((await Store.GetAsync(key, Cancel))!.Content.Span);

    private async Task<List<string>> ListAsync(string prefix, string? after)
    {
        var keys = new List<string>();
        await foreach (var key in Store.ListAsync(prefix, after, Cancel)) keys.Add(key);
        return keys;
    }
}
