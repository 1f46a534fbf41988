using System.Collections.Concurrent;
using System.Collections.Immutable;
using Claudit.Audits;
using Claudit.Local.Storage;
using Claudit.Storage;
using Claudit.Submissions;
using Claudit.Workflow;
using Xunit;

namespace Claudit.Engine;

public sealed class AuditServiceTests
{
    private static readonly StartAudit Request = new() { Audit = "metered-billing" };
    private readonly ShiftedTime _time = new();
    private readonly MemoryObjectStore _objects = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_requests_at_once_with_one_key_start_one_audit()
    {
        for (var round = 0; round < 20; round++)
        {
            await using var server = Server();
            var key = $"round {round}";
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => StartAsync(server, key), Cancel)));

            var started = outcomes.OfType<StartOutcome.Started>().ToList();
            Assert.Single(started, outcome => !outcome.Replayed);
            Assert.Single(started.Select(outcome => outcome.Status.Id).Distinct());
            Assert.All(outcomes, outcome => Assert.True(outcome is StartOutcome.Started or StartOutcome.KeyInFlight));
        }
    }

    [Fact]
    public async Task A_repeated_request_gets_its_audit_another_one_is_refused()
    {
        await using var server = Server();
        var first = Assert.IsType<StartOutcome.Started>(await StartAsync(server, "key"));
        await server.EndAsync(first.Status.Id);

        var again = Assert.IsType<StartOutcome.Started>(await StartAsync(server, "key"));
        Assert.True(again.Replayed);
        Assert.Equal(first.Status.Id, again.Status.Id);
        Assert.Equal(AuditState.Completed, again.Status.State);

        Assert.IsType<StartOutcome.KeyReused>(await StartAsync(server, "key", submission: TestServer.Submission(files: 2)));
        var options = new AuditOptions { Sections = ["aggregation"] };
        Assert.IsType<StartOutcome.KeyReused>(await StartAsync(server, "key", Request with { Options = options }));
        Assert.NotEqual(first.Status.Id, Assert.IsType<StartOutcome.Started>(await StartAsync(server, "other key")).Status.Id);
    }

    [Fact]
    public async Task A_key_whose_audit_was_erased_starts_a_new_one()
    {
        await using var server = Server();
        var first = Assert.IsType<StartOutcome.Started>(await StartAsync(server, "key"));
        await server.EndAsync(first.Status.Id);
        await server.Service.EraseAsync(TestServer.Key(first.Status.Id), Cancel);

        Assert.False(Assert.IsType<StartOutcome.Started>(await StartAsync(server, "key")).Replayed);
    }

    [Fact]
    public async Task A_key_is_in_flight_while_its_first_request_is_being_read()
    {
        await using var server = Server();
        var reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = StartAsync(server, "key", submission: async (take, cancel) =>
        {
            reading.SetResult();
            await goOn.Task;
            return await TestServer.Submission()(take, cancel);
        });
        await reading.Task;

        Assert.IsType<StartOutcome.KeyInFlight>(await StartAsync(server, "key"));
        goOn.SetResult();
        Assert.IsType<StartOutcome.Started>(await first);
    }

    [Fact]
    public async Task A_refused_request_leaves_nothing_and_is_not_remembered()
    {
        await using var server = Server();
        ReadSubmission refused = async (take, cancel) =>
        {
            await take(new SourceFile("a.ts", Language.TypeScript, new string('x', 1000)), cancel);
            await take(new SourceFile("b.ts", Language.TypeScript, new string('x', 1000)), cancel);
            return SubmissionReading.Refused([new Problem("too-large", "/files/2", "Too large.")]);
        };

        var outcome = Assert.IsType<StartOutcome.Refused>(await StartAsync(server, "key", submission: refused));

        Assert.Equal("too-large", outcome.Problems.Single().Code);
        Assert.Empty(await _objects.KeysAsync());
        Assert.IsType<StartOutcome.Started>(await StartAsync(server, "key"));
    }

    [Fact]
    public async Task A_caller_that_leaves_while_sending_leaves_nothing()
    {
        await using var server = Server();
        ReadSubmission broken = async (take, cancel) =>
        {
            await take(new SourceFile("a.ts", Language.TypeScript, new string('x', 1000)), cancel);
            await take(new SourceFile("b.ts", Language.TypeScript, new string('x', 1000)), cancel);
            throw new OperationCanceledException();
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StartAsync(server, "key", submission: broken));

        Assert.Empty(await _objects.KeysAsync());
    }

    [Fact]
    public async Task Everything_wrong_with_a_request_is_told_at_once()
    {
        await using var server = Server();
        var options = new AuditOptions
        {
            Sections = ["aggregation", "nonsense"],
            Retention = TimeSpan.FromDays(4000),
            Labels = ImmutableSortedDictionary<string, string>.Empty.Add("name", new string('x', 200)),
        };

        var refused = Assert.IsType<StartOutcome.Refused>(await StartAsync(server, null, Request with { Options = options }));
        Assert.Equal(
            [("section-unknown", "/options/sections/1"), ("retention-out-of-range", "/options/retention"), ("labels-too-long", "/options/labels/name")],
            refused.Problems.Select(problem => (problem.Code, problem.Pointer)));

        var unknown = Assert.IsType<StartOutcome.Refused>(await StartAsync(server, null, new StartAudit { Audit = "nonsense" }));
        Assert.Equal("audit-unknown", unknown.Problems.Single().Code);
        Assert.Empty(await _objects.KeysAsync());
    }

    [Fact]
    public async Task A_thousand_finished_audits_are_paged_newest_first_and_the_engine_has_forgotten_them()
    {
        await using var server = Server();
        var started = new List<string>();
        var options = new AuditOptions { Sections = ["aggregation"] };
        for (var i = 0; i < 1000; i++) started.Add((await server.StartAsync(options, TestServer.Submission(files: 1))).Id);
        await server.EndAsync(started[^1]);
        Assert.Equal(0, server.Engine.Unfinished);

        var listed = new List<string>();
        string? cursor = null;
        do
        {
            var page = await server.Service.ListAsync(TestServer.Tenant, new AuditQuery(AuditState.Completed, "metered-billing", cursor, 100), Cancel);
            Assert.True(page.Items.Length <= 100);
            listed.AddRange(page.Items.Select(item => item.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        started.Reverse();
        Assert.Equal(started, listed);
        Assert.Empty((await server.Service.ListAsync(TestServer.Tenant, new AuditQuery(AuditState.Failed), Cancel)).Items);
        Assert.Empty((await server.Service.ListAsync(TestServer.Tenant, new AuditQuery(Audit: "other"), Cancel)).Items);
    }

    [Fact]
    public async Task Finished_audits_cost_disk_and_no_memory()
    {
        using var folder = new TemporaryFolder();
        var inputs = new ConcurrentQueue<WeakReference>();
        await using var server = OverFiles(folder, table =>
        {
            Remember(table, AuditWorkflow.Analyze);
            Remember(table, AuditWorkflow.AuditSection);
            Remember(table, AuditWorkflow.Merge);
            Remember(table, AuditWorkflow.Discard);
        });
        var options = new AuditOptions { Sections = ["aggregation"] };
        for (var i = 0; i < 50; i++) await server.EndAsync((await server.StartAsync(options, TestServer.Submission(files: 1))).Id);

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        // What the last one worked on may still lie on some stack.
        Assert.Equal(200, inputs.Count);
        Assert.InRange(inputs.Count(input => input.IsAlive), 0, 4);

        void Remember<TInput, TOutput>(ActivityTable table, Activity<TInput, TOutput> activity)
        {
            var real = table.Find(activity);
            table.Add(activity, (input, cancel) =>
            {
                inputs.Enqueue(new WeakReference(input));
                return real(input, cancel);
            });
        }
    }

    [Fact]
    public async Task Audits_that_ended_in_files_are_there_for_the_next_server()
    {
        using var folder = new TemporaryFolder();
        var ids = new List<string>();
        await using (var server = OverFiles(folder))
        {
            for (var i = 0; i < 5; i++) ids.Insert(0, (await server.StartAsync()).Id);
            foreach (var id in ids) await server.EndAsync(id);
        }

        await using var next = OverFiles(folder);
        await next.Engine.StartAsync(Cancel);

        var page = await next.Service.ListAsync(TestServer.Tenant, new AuditQuery(), Cancel);
        Assert.Equal(ids, page.Items.Select(item => item.Id));
        Assert.All(page.Items, item => Assert.Equal(AuditState.Completed, item.State));
        Assert.NotNull((await next.Service.ReportAsync(TestServer.Key(ids[0]), Cancel))!.Report);
        Assert.Equal("end", (await next.Service.EventsAsync(TestServer.Key(ids[0]), 0, TimeSpan.Zero, Cancel))!.Value[^1].Type);
        Assert.Empty(next.Performed);
    }

    private static Task<StartOutcome> StartAsync(
        TestServer server, string? key, StartAudit? request = null, ReadSubmission? submission = null) =>
        server.Service.StartAsync(TestServer.Tenant, request ?? Request, submission ?? TestServer.Submission(), key, Cancel);

    private TestServer OverFiles(TemporaryFolder folder, Action<ActivityTable>? change = null) => new(
        new FileObjectStore(Path.Combine(folder.Path, "objects"), _time),
        new FileProgressLog(Path.Combine(folder.Path, "logs"), _time),
        _time,
        change: change);

    private TestServer Server() => new(_objects, new MemoryProgressLog(_time), _time);
}
