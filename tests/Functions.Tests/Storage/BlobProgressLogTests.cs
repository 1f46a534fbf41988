using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Claudit.Fakes;
using Claudit.Functions.Storage;
using Xunit;

namespace Claudit.Storage;

/// <summary>What the progress log does over any container.</summary>
public abstract class BlobProgressLogContract : ProgressLogContract
{
    private static readonly AuditKey Audit = new("tenant", "shared");

    protected abstract BlobContainerClient Container { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Instances_that_append_to_one_audit_at_once_number_its_events_once()
    {
        var instances = Enumerable.Range(0, 4).Select(_ => CreateLog()).ToList();
        await BeginAsync(instances[0], Audit, Event("shared/0"));

        await Task.WhenAll(instances.Select((log, number) => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++) await log.AppendAsync(Audit, [Event($"shared/{i}"), Event($"own/{number}/{i}")], Cancel);
        })));

        var events = await instances[0].ReadAsync(Audit, 0, Cancel);
        Assert.Equal(Enumerable.Range(1, 100).Select(id => (long)id), events.Select(entry => entry.Id));
        Assert.Equal(100, events.Select(entry => entry.Key).Distinct().Count());
    }

    [Fact]
    public async Task An_append_whose_answer_was_lost_is_there_once()
    {
        var log = CreateLog();
        await BeginAsync(log, Audit, Event("a"));
        SendNextWriteTwice();

        await log.AppendAsync(Audit, [Event("b")], Cancel);

        Assert.Equal(["a", "b"], (await log.ReadAsync(Audit, 0, Cancel)).Select(entry => entry.Key));
    }

    [Fact]
    public async Task Who_waits_is_woken_by_what_another_instance_appends()
    {
        var (here, there) = (CreateLog(), CreateLog());
        await BeginAsync(here, Audit, Event("a"));
        var waiting = here.WaitAsync(Audit, 1, TimeSpan.FromMinutes(5), Cancel);

        await there.AppendAsync(Audit, [Event("b")], Cancel);

        await waiting;
        Assert.Equal("b", (await here.ReadAsync(Audit, 1, Cancel)).Single().Key);
    }

    [Fact]
    public async Task A_log_that_another_instance_has_deleted_stays_away()
    {
        var (here, there) = (CreateLog(), CreateLog());
        await BeginAsync(here, Audit, Event("a"), Event("b"));
        await there.DeleteAsync(Audit, Cancel);

        await here.AppendAsync(Audit, [Event("b"), Event("c")], Cancel);

        Assert.Empty(await here.ReadAsync(Audit, 0, Cancel));
        Assert.DoesNotContain(await NamesAsync(), name => name.Contains(Audit.Audit, StringComparison.Ordinal));
    }

    protected abstract void SendNextWriteTwice();

    private async Task<List<string>> NamesAsync()
    {
        var names = new List<string>();
        await foreach (var blob in Container.GetBlobsAsync(new GetBlobsOptions(), Cancel)) names.Add(blob.Name);
        return names;
    }

    protected override IProgressLog CreateLog() => new BlobProgressLog(Container, new ShiftedTime());
}

public sealed class BlobProgressLogTests : BlobProgressLogContract
{
    private static readonly AuditKey Audit = new("tenant", "audit");

    private readonly FakeContainer _container = new();

    protected override BlobContainerClient Container => _container;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Appending_does_not_read_the_log_again()
    {
        var log = CreateLog();
        await BeginAsync(log, Audit, Event("key/0"));

        for (var i = 0; i < 200; i++) await log.AppendAsync(Audit, [Event($"key/{i}")], Cancel);

        Assert.Equal(0, _container.BytesRead);
    }

    protected override void SendNextWriteTwice() => _container.WritesSentTwice = 1;
}

/// <summary>The same over HTTP.</summary>
public sealed class AzuriteProgressLogTests(Azurite azurite) : BlobProgressLogContract, IAsyncLifetime
{
    private readonly WritesSentTwice _faults = new();
    private BlobContainerClient? _container;

    protected override BlobContainerClient Container => _container!;

    public async ValueTask InitializeAsync() => _container = await azurite.ContainerAsync(_faults);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override void SendNextWriteTwice() => _faults.Next();
}
