using Claudit.Audits;
using Claudit.Storage;
using Claudit.Workflow;
using Xunit;

namespace Claudit.Engine;

/// <summary>Who waits for the facts of an audit, and who gives up.</summary>
public sealed class LinkedFactsTests
{
    private static readonly AuditKey Audit = new("tenant", "audit");
    private readonly HoldingStore _objects = new(new MemoryObjectStore());
    private readonly FactStore _store;
    private readonly LinkedFacts _linked;

    public LinkedFactsTests()
    {
        _store = new FactStore(_objects);
        _linked = new LinkedFacts(_store);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_gives_up_spoils_nothing_for_the_others_and_the_last_ends_the_work()
    {
        await _store.WriteAsync(Audit, 0, [], Cancel);
        using CancellationTokenSource first = new(), second = new();
        var one = _linked.GetAsync(Audit, 1, first.Token);
        var two = _linked.GetAsync(Audit, 1, second.Token);
        await _objects.Reached.WaitAsync(Cancel);

        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        Assert.False(_objects.GivenUp.IsCompleted);
        Assert.Null(_linked.Find(Audit));

        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => two);
        await _objects.GivenUp.WaitAsync(Cancel);

        _objects.LetGo();
        Assert.Same(await _linked.GetAsync(Audit, 1, Cancel), _linked.Find(Audit));
    }

    [Fact]
    public async Task An_audit_that_is_canceled_while_its_facts_are_linked_ends_without_them()
    {
        var time = new ShiftedTime();
        var log = new MemoryProgressLog(time);
        // The facts that another process has made are the ones that have to be read.
        var other = new AuditStores(_objects, log, new AuditSettings { ShardCharacters = 2000 }, time);
        var analyze = new AnalyzeActivity(other, new LinkedFacts(other.Facts));
        await using var server = new TestServer(_objects, log, time, change: table => table.Add(AuditWorkflow.Analyze, analyze.RunAsync));
        var id = (await server.StartAsync()).Id;
        await _objects.Reached.WaitAsync(Cancel);

        await server.Service.CancelAsync(TestServer.Key(id), Cancel);

        Assert.Equal(AuditState.Canceled, (await server.EndAsync(id)).State);
        var report = (await server.Service.ReportAsync(TestServer.Key(id), Cancel))!.Report!;
        Assert.Null(report.MeteringMap);
        Assert.StartsWith("Not determined", report.Summary.Architecture, StringComparison.Ordinal);
        Assert.True(_objects.GivenUp.IsCompleted);
    }

    /// <summary>Gives facts to nobody until it is let go.</summary>
    private sealed class HoldingStore(IObjectStore inner) : IObjectStore
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _letGo = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _givenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        /// <summary>Completes when a reader has left without facts.</summary>
        public Task GivenUp => _givenUp.Task;

        public void LetGo() => _letGo.SetResult();

        public async Task<StoredObject?> GetAsync(string key, CancellationToken cancel)
        {
            if (!key.Contains("/facts/", StringComparison.Ordinal)) return await inner.GetAsync(key, cancel);
            _reached.TrySetResult();
            try
            {
                await _letGo.Task.WaitAsync(cancel);
            }
            catch (OperationCanceledException)
            {
                _givenUp.TrySetResult();
                throw;
            }

            return await inner.GetAsync(key, cancel);
        }

        public Task<Stream?> OpenReadAsync(string key, CancellationToken cancel) => inner.OpenReadAsync(key, cancel);

        public Task<string?> PutAsync(string key, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancel) =>
            inner.PutAsync(key, content, condition, cancel);

        public Task DeleteAsync(string key, CancellationToken cancel) => inner.DeleteAsync(key, cancel);

        public Task DeleteAllAsync(string prefix, CancellationToken cancel) => inner.DeleteAllAsync(prefix, cancel);

        public IAsyncEnumerable<string> ListAsync(string prefix, string? after, CancellationToken cancel) => inner.ListAsync(prefix, after, cancel);
    }
}
