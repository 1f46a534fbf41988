using Claudit.Audits;
using Claudit.Local.Engine;
using Claudit.Reports;
using Claudit.Storage;
using Claudit.Workflow;
using Xunit;

namespace Claudit.Engine;

public sealed class CrashTests
{
    private const string Audit = "audit00001";
    private static readonly string[] Kept = ["audits", "expiry", "index", "usage"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_process_lost_at_any_write_costs_nothing_and_no_stored_activity_runs_again(bool afterWriting)
    {
        var (undisturbed, writes) = await UndisturbedAsync();
        Assert.InRange(writes, 30, 200);
        var names = await CallNamesAsync();

        for (var write = 1; write <= writes; write++)
        {
            var objects = new MemoryObjectStore();
            var log = new MemoryProgressLog(TimeProvider.System);
            var stored = await LoseAsync(objects, log, new Outage(write, afterWriting));

            await using var server = new TestServer(objects, log);
            await server.Engine.StartAsync(Cancel);
            if (await server.Service.GetStatusAsync(TestServer.Key(Audit), Cancel) is null)
            {
                // Lost before the audit was admitted: its caller has no answer, and nothing is there.
                Assert.Empty(await objects.KeysAsync());
                Assert.Empty(await log.ReadAsync(TestServer.Key(Audit), 0, Cancel));
                continue;
            }

            var ended = await server.EndAsync(Audit);

            Assert.Equal(AuditState.Completed, ended.State);
            Assert.Equal(undisturbed, await ReportAsync(server));
            Assert.Empty(server.Performed.Intersect(stored.Select(call => names[call])));
            Assert.Equal(Kept, await objects.KindsAsync());
            Assert.Single(await objects.KeysAsync("usage/"));
            var events = (await server.Service.EventsAsync(TestServer.Key(Audit), 0, TimeSpan.Zero, Cancel))!.Value;
            Assert.Equal(events.Length, events.Select(entry => entry.Key).Distinct().Count());
            Assert.Equal("end", events[^1].Type);
        }
    }

    [Fact]
    public async Task A_server_that_is_stopped_at_any_activity_goes_on_when_it_is_started_again()
    {
        var (undisturbed, _) = await UndisturbedAsync();
        var objects = new MemoryObjectStore();
        var log = new MemoryProgressLog(TimeProvider.System);
        var first = true;
        for (var stops = 0; ; stops++)
        {
            var limit = 1;
            var stored = await CompletedAsync();
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var server = new TestServer(objects, log, change: table => LetPass(table, () => Interlocked.Decrement(ref limit) >= 0, reached));
            await server.Engine.StartAsync(Cancel);
            if (first) await server.StartAsync();
            first = false;
            var ended = server.EndAsync(Audit);
            if (await Task.WhenAny(ended, reached.Task) != ended)
            {
                // What is stopped before it is stored is done again.
                while (await CompletedAsync() == stored) await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Cancel);
                continue;
            }

            Assert.Equal(undisturbed, await ReportAsync(server));
            Assert.True(stops > 3);
            return;
        }

        async Task<int> CompletedAsync() =>
            (await new HistoryStore(objects).ReadAsync(TestServer.Key(Audit), Cancel)).Count(told => told.Kind == HistoryKind.Completed);
    }

    [Fact]
    public async Task A_history_of_another_version_is_dropped_and_the_audit_starts_over()
    {
        var (undisturbed, _) = await UndisturbedAsync();
        var objects = new MemoryObjectStore();
        var log = new MemoryProgressLog(TimeProvider.System);
        await LoseAsync(objects, log, new Outage(15, afterWriting: true));
        var history = new HistoryStore(objects);
        var told = await history.ReadAsync(TestServer.Key(Audit), Cancel);
        await history.AppendAsync(
            TestServer.Key(Audit), told.Count, new HistoryEvent(HistoryKind.Completed, 99, "no-longer-known", DateTimeOffset.UnixEpoch), Cancel);

        await using var server = new TestServer(objects, log);
        await server.Engine.StartAsync(Cancel);
        await server.EndAsync(Audit);

        Assert.Equal(undisturbed, await ReportAsync(server));
    }

    [Fact]
    public async Task An_audit_by_which_the_process_is_lost_each_time_fails_in_the_end_and_costs_no_other()
    {
        var objects = new MemoryObjectStore();
        var log = new MemoryProgressLog(TimeProvider.System);
        const string Fatal = "audit00002";
        var lost = 0;
        while (true)
        {
            var outage = Outage.Never;
            await using var server = new TestServer(new CrashingStore(objects, outage), new CrashingLog(log, outage), change: table => LoseBy(table, Fatal, outage));
            try
            {
                await server.Engine.StartAsync(Cancel);
                if (lost == 0) await server.StartAsync();
                if (lost == 0) await server.StartAsync();
            }
            catch (IOException) when (outage.Happened.IsCompleted)
            {
                // Lost by the audit that was just begun or taken up.
            }

            var ended = server.EndAsync(Fatal);
            await Task.WhenAny(ended, outage.Happened);
            if (outage.Happened.IsCompleted)
            {
                lost++;
                continue;
            }

            Assert.Equal(AuditState.Failed, (await ended).State);
            Assert.Equal("The step 'analyze' failed: the server was lost 8 times in a row while it ran.", (await ended).Error!.Message);
            Assert.Equal(AuditState.Completed, (await server.EndAsync(Audit)).State);
            Assert.Equal(9, lost);
            Assert.Equal(Kept, await objects.KindsAsync());
            return;
        }
    }

    [Fact]
    public async Task A_server_that_is_stopped_again_and_again_in_one_activity_still_completes_the_audit()
    {
        var objects = new MemoryObjectStore();
        var log = new MemoryProgressLog(TimeProvider.System);
        for (var stops = 0; stops < 8; stops++)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var server = new TestServer(objects, log, change: table => LetPass(table, () => false, reached));
            await server.Engine.StartAsync(Cancel);
            if (stops == 0) await server.StartAsync();
            await reached.Task.WaitAsync(Cancel);
        }

        await using var last = new TestServer(objects, log);
        await last.Engine.StartAsync(Cancel);
        Assert.Equal(AuditState.Completed, (await last.EndAsync(Audit)).State);
    }

    [Fact]
    public async Task When_a_server_has_stopped_none_of_its_steps_runs_any_more()
    {
        var running = 0;
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var server = new TestServer(new MemoryObjectStore(), new MemoryProgressLog(TimeProvider.System), change: table => table.Add(AuditWorkflow.Analyze, async (_, cancel) =>
        {
            Interlocked.Increment(ref running);
            reached.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // What it has begun to write takes its time.
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, CancellationToken.None);
            Interlocked.Decrement(ref running);
            throw new OperationCanceledException(cancel);
        }));
        await server.StartAsync();
        await reached.Task.WaitAsync(Cancel);

        await server.DisposeAsync();

        Assert.Equal(0, running);
    }

    private static void LoseBy(ActivityTable table, string audit, Outage outage)
    {
        var real = table.Find(AuditWorkflow.Analyze);
        table.Add(AuditWorkflow.Analyze, async (input, cancel) =>
        {
            if (input.Audit.Audit != audit) return await real(input, cancel);
            outage.Lose();
            throw new IOException("The process is lost.");
        });
    }

    private static async Task<(string Report, int Writes)> UndisturbedAsync()
    {
        var outage = Outage.Never;
        await using var server = new TestServer(
            new CrashingStore(new MemoryObjectStore(), outage), new CrashingLog(new MemoryProgressLog(TimeProvider.System), outage));
        await server.EndAsync((await server.StartAsync()).Id);
        return (await ReportAsync(server), outage.Writes);
    }

    /// <summary>Which activity each numbered call is.</summary>
    private static async Task<Dictionary<int, string>> CallNamesAsync()
    {
        await using var server = new TestServer(
            new MemoryObjectStore(), new MemoryProgressLog(TimeProvider.System), settings: new EngineSettings { MaxActivities = 1 });
        await server.EndAsync((await server.StartAsync()).Id);
        // One at a time, they are performed in the order of calling.
        return server.Performed.Select((name, i) => (name, i)).ToDictionary(call => call.i + 1, call => call.name);
    }

    /// <summary>Gives the calls whose completion was stored.</summary>
    private static async Task<List<int>> LoseAsync(IObjectStore objects, IProgressLog log, Outage outage)
    {
        var store = new CrashingStore(objects, outage);
        await using var server = new TestServer(store, new CrashingLog(log, outage));
        try
        {
            await server.StartAsync();
        }
        catch (IOException)
        {
            // The caller sees the connection break.
        }

        await outage.Happened.WaitAsync(Cancel);
        return [.. store.CompletedCalls];
    }

    private static async Task<string> ReportAsync(TestServer server)
    {
        var report = (await server.Service.ReportAsync(TestServer.Key(Audit), Cancel))!.Report!;
        return JsonRenderer.Render(report with { CreatedAt = default, CompletedAt = default });
    }

    private static void LetPass(ActivityTable table, Func<bool> passes, TaskCompletionSource reached)
    {
        Guard(AuditWorkflow.Plan);
        Guard(AuditWorkflow.Analyze);
        Guard(AuditWorkflow.AuditSection);
        Guard(AuditWorkflow.Merge);
        Guard(AuditWorkflow.Meter);
        Guard(AuditWorkflow.Discard);

        void Guard<TInput, TOutput>(Activity<TInput, TOutput> activity)
        {
            var real = table.Find(activity);
            table.Add(activity, async (input, cancel) =>
            {
                if (passes()) return await real(input, cancel);
                reached.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
                throw new InvalidOperationException("Held for ever.");
            });
        }
    }
}
