using Claudit.Audits;
using Claudit.Local.Engine;
using Claudit.Storage;
using Claudit.Workflow;
using Xunit;

namespace Claudit.Engine;

public sealed class LocalEngineTests : AuditEngineContract
{
    [Fact]
    public async Task An_audit_that_waits_for_its_turn_can_be_canceled()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = Server(
            new EngineSettings { MaxAudits = 1, MaxActivities = 1 },
            table => Hold(table, AuditWorkflow.Analyze, input => input.Audit.Audit == "audit00001", reached));
        var first = await server.StartAsync();
        var second = await server.StartAsync();
        await reached.Task.WaitAsync(Cancel);

        await server.Service.CancelAsync(TestServer.Key(second.Id), Cancel);
        while (!(await server.Service.GetStatusAsync(TestServer.Key(second.Id), Cancel))!.Ended) await Task.Yield();
        Assert.Equal(AuditState.Running, (await server.Service.GetStatusAsync(TestServer.Key(first.Id), Cancel))!.State);

        await server.Service.CancelAsync(TestServer.Key(first.Id), Cancel);
        Assert.Equal(AuditState.Canceled, (await server.EndAsync(first.Id)).State);
    }

    [Fact]
    public async Task No_more_activities_run_at_once_than_may()
    {
        var guard = new Lock();
        var (running, most) = (0, 0);
        await using var server = Server(new EngineSettings { MaxAudits = 4, MaxActivities = 2 }, table =>
        {
            Count(table, AuditWorkflow.Analyze);
            Count(table, AuditWorkflow.AuditSection);
        });

        foreach (var started in await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => server.StartAsync()))) await server.EndAsync(started.Id);

        Assert.InRange(most, 1, 2);

        void Count<TInput, TOutput>(ActivityTable table, Activity<TInput, TOutput> activity)
        {
            var real = table.Find(activity);
            table.Add(activity, async (input, cancel) =>
            {
                var now = Interlocked.Increment(ref running);
                lock (guard) most = Math.Max(most, now);
                try
                {
                    return await real(input, cancel);
                }
                finally
                {
                    Interlocked.Decrement(ref running);
                }
            });
        }
    }

    [Fact]
    public async Task What_has_expired_is_erased_by_the_next_sweep()
    {
        string kept;
        await using (var server = Server())
        {
            await server.EndAsync((await server.StartAsync(new AuditOptions { Retention = TimeSpan.Zero })).Id);
            kept = (await server.StartAsync()).Id;
            await server.EndAsync(kept);
        }

        Time.Advance(TimeSpan.FromHours(2));
        await using var later = Server();
        await later.Engine.StartAsync(Cancel);

        var page = await later.Service.ListAsync(TestServer.Tenant, new AuditQuery(), Cancel);
        Assert.Equal([kept], page.Items.Select(item => item.Id));
        Assert.Single(await Objects.KeysAsync("expiry/"));
    }

    internal override AuditServer Server(IObjectStore objects, IProgressLog log, TimeProvider time, Action<ActivityTable>? change) =>
        new TestServer(objects, log, time, change: change);

    private TestServer Server(EngineSettings? settings = null, Action<ActivityTable>? change = null) =>
        new(Objects, Log, Time, settings, change);
}
