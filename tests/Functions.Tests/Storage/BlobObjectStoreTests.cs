using Claudit.Fakes;
using Claudit.Functions.Storage;
using Xunit;

namespace Claudit.Storage;

public sealed class BlobObjectStoreTests : ObjectStoreContract
{
    private readonly FakeContainer _container = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_write_whose_answer_was_lost_has_won_when_it_is_sent_again(bool first)
    {
        var store = CreateStore();
        var version = first ? null : await store.PutAsync("a", "old"u8.ToArray(), WriteCondition.None, Cancel);
        _container.WritesSentTwice = 1;

        var written = await store.PutAsync("a", "new"u8.ToArray(), first ? WriteCondition.IfAbsent : WriteCondition.IfVersion(version!), Cancel);

        Assert.NotNull(written);
        Assert.Equal(written, (await store.GetAsync("a", Cancel))!.Version);
        Assert.Null(await store.PutAsync("a", "other"u8.ToArray(), WriteCondition.IfAbsent, Cancel));
    }

    protected override IObjectStore CreateStore() => new BlobObjectStore(_container);
}
