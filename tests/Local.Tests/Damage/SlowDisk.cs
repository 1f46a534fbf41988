using System.Runtime.CompilerServices;
using Claudit.Audits;
using Claudit.Engine;
using Claudit.Reports;
using Claudit.Storage;
using Xunit;

namespace Claudit.Damage;

/// <summary>A disk that takes long for everything that is asked of it.</summary>
public sealed class SlowDisk
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_audit_takes_longer_and_comes_out_the_same()
    {
        var onMemory = await ReportAsync(new MemoryObjectStore());

        Assert.Equal(onMemory, await ReportAsync(new SlowStore(new MemoryObjectStore())));
    }

    [Fact]
    public async Task An_audit_is_canceled_and_erased_and_leaves_nothing()
    {
        var objects = new MemoryObjectStore();
        await using var server = new TestServer(new SlowStore(objects), new MemoryProgressLog(TimeProvider.System));
        var canceled = (await server.StartAsync()).Id;
        await server.Service.CancelAsync(TestServer.Key(canceled), Cancel);
        Assert.Equal(AuditState.Canceled, (await server.EndAsync(canceled)).State);

        await server.Service.EraseAsync(TestServer.Key(canceled), Cancel);

        Assert.DoesNotContain(await objects.KeysAsync(), key => !key.StartsWith("usage", StringComparison.Ordinal));
    }

    private static async Task<string> ReportAsync(IObjectStore objects)
    {
        await using var server = new TestServer(objects, new MemoryProgressLog(TimeProvider.System));
        var id = (await server.StartAsync()).Id;
        Assert.Equal(AuditState.Completed, (await server.EndAsync(id)).State);
        var report = (await server.Service.ReportAsync(TestServer.Key(id), Cancel))!.Report!;
        return JsonRenderer.Render(report with { CreatedAt = default, CompletedAt = default });
    }

    private sealed class SlowStore(IObjectStore inner) : IObjectStore
    {
        public async Task<StoredObject?> GetAsync(string key, CancellationToken cancel)
        {
            await LingerAsync(cancel);
            return await inner.GetAsync(key, cancel);
        }

        public async Task<Stream?> OpenReadAsync(string key, CancellationToken cancel)
        {
            await LingerAsync(cancel);
            return await inner.OpenReadAsync(key, cancel);
        }

        public async Task<string?> PutAsync(string key, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancel)
        {
            // A write that has begun is carried out.
            await LingerAsync(CancellationToken.None);
            return await inner.PutAsync(key, content, condition, CancellationToken.None);
        }

        public async Task DeleteAsync(string key, CancellationToken cancel)
        {
            await LingerAsync(cancel);
            await inner.DeleteAsync(key, cancel);
        }

        public async Task DeleteAllAsync(string prefix, CancellationToken cancel)
        {
            await LingerAsync(cancel);
            await inner.DeleteAllAsync(prefix, cancel);
        }

        public async IAsyncEnumerable<string> ListAsync(string prefix, string? after, [EnumeratorCancellation] CancellationToken cancel)
        {
            await LingerAsync(cancel);
            await foreach (var key in inner.ListAsync(prefix, after, cancel)) yield return key;
        }

        private static Task LingerAsync(CancellationToken cancel) => Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System, cancel);
    }
}
