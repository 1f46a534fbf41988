using Azure.Storage.Blobs;
using Claudit.Fakes;
using Claudit.Functions.Storage;
using Xunit;

namespace Claudit.Storage;

/// <summary>What the object store does over any container.</summary>
public abstract class BlobObjectStoreContract : ObjectStoreContract
{
    protected abstract BlobContainerClient Container { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_write_whose_answer_was_lost_has_won_when_it_is_sent_again(bool first)
    {
        var store = CreateStore();
        var version = first ? null : await store.PutAsync("a", "old"u8.ToArray(), WriteCondition.None, Cancel);
        SendNextWriteTwice();

        var written = await store.PutAsync("a", "new"u8.ToArray(), first ? WriteCondition.IfAbsent : WriteCondition.IfVersion(version!), Cancel);

        Assert.NotNull(written);
        Assert.Equal(written, (await store.GetAsync("a", Cancel))!.Version);
        Assert.Null(await store.PutAsync("a", "other"u8.ToArray(), WriteCondition.IfAbsent, Cancel));
    }

    protected abstract void SendNextWriteTwice();

    protected override IObjectStore CreateStore() => new BlobObjectStore(Container);
}

public sealed class BlobObjectStoreTests : BlobObjectStoreContract
{
    private readonly FakeContainer _container = new() { WriteTime = TimeSpan.FromMilliseconds(3) };

    protected override BlobContainerClient Container => _container;

    protected override void SendNextWriteTwice() => _container.WritesSentTwice = 1;
}

/// <summary>The same over HTTP.</summary>
public sealed class AzuriteObjectStoreTests(Azurite azurite) : BlobObjectStoreContract, IAsyncLifetime
{
    private readonly WritesSentTwice _faults = new();
    private BlobContainerClient? _container;

    protected override BlobContainerClient Container => _container!;

    public async ValueTask InitializeAsync() => _container = await azurite.ContainerAsync(_faults);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override void SendNextWriteTwice() => _faults.Next();
}
