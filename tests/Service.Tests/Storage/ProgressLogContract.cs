using System.Text.Json;
using Xunit;

namespace Claudit.Storage;

/// <summary>What every progress log does.</summary>
public abstract class ProgressLogContract : IDisposable
{
    private static readonly AuditKey Audit = new("tenant", "audit");

    private readonly Lazy<IProgressLog> _log;

    protected ProgressLogContract() => _log = new(() => CreateLog());

    private IProgressLog Log => _log.Value;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_are_numbered_from_1_in_the_order_of_appending()
    {
        await BeginAsync(Log, Audit, Event("a"), Event("b"));
        await Log.AppendAsync(Audit, [Event("c")], Cancel);

        var events = await Log.ReadAsync(Audit, 0, Cancel);

        Assert.Equal([1L, 2L, 3L], events.Select(entry => entry.Id));
        Assert.Equal(["a", "b", "c"], events.Select(entry => entry.Key));
        Assert.All(events, entry => Assert.Equal("what the event says \n", entry.Data.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task An_event_under_a_known_key_adds_nothing()
    {
        await BeginAsync(Log, Audit, Event("a"), Event("a"), Event("b"));
        await Log.AppendAsync(Audit, [Event("b"), Event("c"), Event("a")], Cancel);

        Assert.Equal(["a", "b", "c"], (await Log.ReadAsync(Audit, 0, Cancel)).Select(entry => entry.Key));
    }

    [Fact]
    public async Task Reading_goes_on_after_any_event()
    {
        await BeginAsync(Log, Audit, Event("a"), Event("b"), Event("c"));

        for (var after = 0; after <= 4; after++)
            Assert.Equal(Math.Max(0, 3 - after), (await Log.ReadAsync(Audit, after, Cancel)).Length);
    }

    [Fact]
    public async Task Nothing_follows_the_end()
    {
        await BeginAsync(Log, Audit, Event("a"), Event("end", "end"), Event("b"));
        await Log.AppendAsync(Audit, [Event("c")], Cancel);

        Assert.Equal(["a", "end"], (await Log.ReadAsync(Audit, 0, Cancel)).Select(entry => entry.Key));
    }

    [Fact]
    public async Task Audits_have_logs_of_their_own()
    {
        await BeginAsync(Log, Audit, Event("a"));

        Assert.Empty(await Log.ReadAsync(Audit with { Tenant = "other" }, 0, Cancel));
        Assert.Empty(await Log.ReadAsync(Audit with { Audit = "other" }, 0, Cancel));
    }

    [Fact]
    public async Task Who_waits_is_woken_by_the_next_event()
    {
        await BeginAsync(Log, Audit, Event("a"));
        var waiting = Log.WaitAsync(Audit, 1, TimeSpan.FromMinutes(5), Cancel);
        Assert.False(waiting.IsCompleted);

        await Log.AppendAsync(Audit, [Event("b")], Cancel);

        await waiting;
        Assert.Equal("b", (await Log.ReadAsync(Audit, 1, Cancel)).Single().Key);
    }

    [Fact]
    public async Task Nobody_waits_for_what_is_there()
    {
        await BeginAsync(Log, Audit, Event("a"), Event("end", "end"));

        await Log.WaitAsync(Audit, 1, TimeSpan.FromMinutes(5), Cancel);
    }

    [Fact]
    public async Task Waiting_ends_with_patience() => await Log.WaitAsync(Audit, 0, TimeSpan.Zero, Cancel);

    [Fact]
    public async Task A_deleted_log_stays_empty_whatever_is_appended()
    {
        await BeginAsync(Log, Audit, Event("a"), Event("b"));

        await Log.DeleteAsync(Audit, Cancel);
        await Log.AppendAsync(Audit, [Event("c")], Cancel);

        Assert.Empty(await Log.ReadAsync(Audit, 0, Cancel));
    }

    [Fact]
    public async Task A_log_that_was_never_begun_takes_nothing()
    {
        await Log.AppendAsync(Audit, [Event("a")], Cancel);

        Assert.Empty(await Log.ReadAsync(Audit, 0, Cancel));
    }

    [Fact]
    public async Task A_log_that_is_begun_twice_is_begun_once()
    {
        await BeginAsync(Log, Audit, Event("a"), Event("b"));
        await Log.CreateAsync(Audit, Event("a"), Cancel);

        Assert.Equal(["a", "b"], (await Log.ReadAsync(Audit, 0, Cancel)).Select(entry => entry.Key));
    }

    [Fact]
    public async Task Of_many_that_append_at_once_each_event_is_there_once()
    {
        await BeginAsync(Log, Audit, Event("key/0"));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++) await Log.AppendAsync(Audit, [Event($"key/{i}")], Cancel);
        })));

        var events = await Log.ReadAsync(Audit, 0, Cancel);

        Assert.Equal(25, events.Select(entry => entry.Key).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, 25).Select(id => (long)id), events.Select(entry => entry.Id));
    }

    public void Dispose()
    {
        CleanUp();
        GC.SuppressFinalize(this);
    }

    protected abstract IProgressLog CreateLog();

    protected virtual void CleanUp()
    {
    }

    protected static async Task BeginAsync(IProgressLog log, AuditKey audit, NewProgressEvent first, params NewProgressEvent[] others)
    {
        await log.CreateAsync(audit, first, Cancel);
        await log.AppendAsync(audit, others, Cancel);
    }

    protected static NewProgressEvent Event(string key, string type = "status") =>
        new(key, type, JsonSerializer.SerializeToElement(new { text = "what the event says \n" }));
}
