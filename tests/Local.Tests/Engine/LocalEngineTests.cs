using Claudit.Audits;
using Claudit.Findings;
using Claudit.Local.Engine;
using Claudit.Storage;
using Claudit.Workflow;
using Xunit;

namespace Claudit.Engine;

public sealed class LocalEngineTests
{
    private readonly ShiftedTime _time = new();
    private readonly MemoryObjectStore _objects = new();
    private readonly MemoryProgressLog _log;

    public LocalEngineTests() => _log = new MemoryProgressLog(_time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_audit_completes_and_leaves_its_record_report_and_usage_only()
    {
        await using var server = Server();
        var started = await server.StartAsync();
        Assert.False(started.Ended);

        var ended = await server.EndAsync(started.Id);

        Assert.Null(ended.Error);
        Assert.Equal(AuditState.Completed, ended.State);
        Assert.True(ended.Complete);
        Assert.All(ended.Sections, section => Assert.Equal(SectionState.Audited, section.State));
        Assert.Equal(
            ["analyze 0", "analyze 1"], server.Performed.Where(name => name.StartsWith("analyze", StringComparison.Ordinal)).Order());
        Assert.Equal(["audits", "expiry", "index", "usage"], await _objects.KindsAsync());
        var report = await server.Service.ReportAsync(TestServer.Key(started.Id), Cancel);
        Assert.Equal(5, report!.Report!.Submission.Files);
    }

    [Fact]
    public async Task The_stream_tells_the_audit_from_queued_to_end()
    {
        await using var server = Server();
        var started = await server.StartAsync(new AuditOptions { Sections = ["aggregation"] });
        await server.EndAsync(started.Id);

        var events = await server.Service.EventsAsync(TestServer.Key(started.Id), 0, TimeSpan.Zero, Cancel);

        Assert.Equal(
            ["status/Queued", "status/Running", "section-started/aggregation", "section-completed/aggregation", "report", "status/Completed", "end"],
            events!.Value.Where(entry => !entry.Type.StartsWith("finding", StringComparison.Ordinal)).Select(entry => entry.Key));
        Assert.Empty((await server.Service.EventsAsync(TestServer.Key(started.Id), events.Value.Length, TimeSpan.FromHours(1), Cancel))!.Value);
    }

    [Fact]
    public async Task Findings_are_shown_as_the_report_has_them_before_their_section_completes()
    {
        await using var server = Server();
        var started = await server.StartAsync();
        var ended = await server.EndAsync(started.Id);

        var events = (await server.Service.EventsAsync(TestServer.Key(started.Id), 0, TimeSpan.Zero, Cancel))!.Value;
        var report = (await server.Service.ReportAsync(TestServer.Key(started.Id), Cancel))!.Report!;

        Assert.NotEmpty(report.Findings);
        Assert.Equal(
            report.Findings.Select(finding => finding.Fingerprint).Order(StringComparer.Ordinal),
            events.Where(entry => entry.Type == "finding").Select(entry => entry.Data.GetProperty("fingerprint").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal(report.Findings.Count(), ended.Sections.Sum(section => section.Findings));
        foreach (var entry in events.Where(entry => entry.Type == "finding"))
        {
            var section = entry.Data.GetProperty("section").GetString();
            Assert.True(entry.Id < events.Single(other => other.Key == $"section-completed/{section}").Id);
        }
    }

    [Fact]
    public async Task Findings_of_a_section_that_a_cancellation_cut_short_are_in_the_report()
    {
        await using var server = Server();
        var whole = await server.StartAsync();
        await server.EndAsync(whole.Id);
        var found = (await server.Service.EventsAsync(TestServer.Key(whole.Id), 0, TimeSpan.Zero, Cancel))!.Value
            .First(entry => entry.Type == "finding");
        var section = found.Data.GetProperty("section").GetString()!;

        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var key = TestServer.Key("audit00001");
        var log = new MemoryProgressLog(_time);
        await using var other = new TestServer(
            new MemoryObjectStore(), log, _time, change: table => Hold(table, AuditWorkflow.AuditSection, input => input.Section == section, reached));
        await other.StartAsync();
        await reached.Task.WaitAsync(Cancel);
        await log.AppendAsync(key, [new NewProgressEvent(found.Key, found.Type, found.Data)], Cancel);
        await other.Service.CancelAsync(key, Cancel);
        await other.EndAsync(key.Audit);

        var cut = (await other.Service.ReportAsync(key, Cancel))!.Report!.Sections.Single(entry => entry.Id == section);
        Assert.Equal(SectionStatus.Partial, cut.Status);
        Assert.Equal(found.Data.GetProperty("fingerprint").GetString(), cut.Findings.Single().Fingerprint);
    }

    [Fact]
    public async Task A_section_that_fails_leaves_the_others_and_an_incomplete_report()
    {
        await using var server = Server(change: table =>
        {
            var real = table.Find(AuditWorkflow.AuditSection);
            table.Add(AuditWorkflow.AuditSection, (input, cancel) =>
                input.Section == "deduplication" ? throw new InvalidOperationException("secret source text") : real(input, cancel));
        });
        var started = await server.StartAsync();

        var ended = await server.EndAsync(started.Id);

        Assert.Equal(AuditState.Completed, ended.State);
        Assert.False(ended.Complete);
        Assert.Equal(["deduplication"], ended.Sections.Where(section => section.State == SectionState.Failed).Select(section => section.Id));
        Assert.Equal(RetryPolicy.Brief.Attempts, server.Performed.Count(name => name == "audit-section deduplication"));
        var report = (await server.Service.ReportAsync(TestServer.Key(started.Id), Cancel))!.Report!;
        Assert.Equal(SectionStatus.Failed, report.Sections.Single(section => section.Id == "deduplication").Status);
        Assert.DoesNotContain("secret", report.IncompleteReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_audit_that_cannot_be_analysed_fails_says_so_and_leaves_nothing_of_the_submission()
    {
        await using var server = Server(change: table => table.Add(
            AuditWorkflow.Analyze, (_, _) => throw new InvalidOperationException("secret source text")));
        var started = await server.StartAsync();

        var ended = await server.EndAsync(started.Id);

        Assert.Equal(AuditState.Failed, ended.State);
        Assert.Equal("audit-failed", ended.Error!.Code);
        Assert.DoesNotContain("secret", ended.Error.Message, StringComparison.Ordinal);
        Assert.Null((await server.Service.ReportAsync(TestServer.Key(started.Id), Cancel))!.Report);
        var events = (await server.Service.EventsAsync(TestServer.Key(started.Id), 0, TimeSpan.Zero, Cancel))!.Value;
        Assert.Equal(["status/Failed", "error", "end"], events.TakeLast(3).Select(entry => entry.Key));
        Assert.Equal(["audits", "expiry", "index"], await _objects.KindsAsync());
    }

    [Theory]
    [InlineData("plan", false)]
    [InlineData("analyze", false)]
    [InlineData("audit-section", true)]
    public async Task A_canceled_audit_stops_in_any_step_reports_what_it_has_and_counts_what_it_analysed(string step, bool isCounted)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = Server(change: table =>
        {
            if (step == "plan") Hold(table, AuditWorkflow.Plan, _ => true, reached);
            if (step == "analyze") Hold(table, AuditWorkflow.Analyze, input => input.Number == 1, reached);
            if (step == "audit-section") Hold(table, AuditWorkflow.AuditSection, input => input.Section == "aggregation", reached);
        });
        var started = await server.StartAsync();
        await reached.Task.WaitAsync(Cancel);

        var asked = await server.Service.CancelAsync(TestServer.Key(started.Id), Cancel);
        Assert.True(asked!.CancelRequested);
        var ended = await server.EndAsync(started.Id);

        Assert.Equal(AuditState.Canceled, ended.State);
        Assert.False(ended.Complete);
        var report = (await server.Service.ReportAsync(TestServer.Key(started.Id), Cancel))!.Report!;
        Assert.Contains("canceled", report.IncompleteReason, StringComparison.Ordinal);
        Assert.Equal(SectionStatus.Failed, report.Sections.Single(section => section.Id == "aggregation").Status);
        Assert.Equal(isCounted ? ["audits", "expiry", "index", "usage"] : ["audits", "expiry", "index"], await _objects.KindsAsync());
    }

    [Fact]
    public async Task A_canceled_audit_ends_also_when_an_activity_does_not_heed_it()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = Server(change: table => table.Add(AuditWorkflow.Analyze, async (_, _) =>
        {
            reached.TrySetResult();
            await release.Task;
            return 0;
        }));
        var started = await server.StartAsync();
        await reached.Task.WaitAsync(Cancel);

        await server.Service.CancelAsync(TestServer.Key(started.Id), Cancel);

        Assert.Equal(AuditState.Canceled, (await server.EndAsync(started.Id)).State);
        release.SetResult();
    }

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
    public async Task An_audit_that_is_canceled_while_its_report_is_made_completes()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = Server(change: table =>
        {
            var merge = table.Find(AuditWorkflow.Merge);
            table.Add(AuditWorkflow.Merge, async (input, cancel) =>
            {
                reached.SetResult();
                await release.Task;
                return await merge(input, cancel);
            });
        });
        var started = await server.StartAsync();
        await reached.Task.WaitAsync(Cancel);

        Assert.True((await server.Service.CancelAsync(TestServer.Key(started.Id), Cancel))!.CancelRequested);
        release.SetResult();

        var ended = await server.EndAsync(started.Id);
        Assert.Equal((AuditState.Completed, true), (ended.State, ended.Complete));
    }

    [Fact]
    public async Task An_audit_whose_code_cannot_be_deleted_at_first_is_not_over_until_it_is()
    {
        var attempts = 0;
        await using var server = new TestServer(_objects, _log, new HurriedTime(), change: table =>
        {
            var discard = table.Find(AuditWorkflow.Discard);
            table.Add(AuditWorkflow.Discard, (input, cancel) =>
                ++attempts <= 50 ? throw new IOException("The folder is in use.") : discard(input, cancel));
        });
        var started = await server.StartAsync();

        Assert.Equal(AuditState.Completed, (await server.EndAsync(started.Id)).State);
        Assert.Equal(51, attempts);
        Assert.Equal(["audits", "expiry", "index", "usage"], await _objects.KindsAsync());
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
    public async Task Canceling_an_ended_audit_changes_nothing()
    {
        await using var server = Server();
        var started = await server.StartAsync();
        await server.EndAsync(started.Id);

        var status = await server.Service.CancelAsync(TestServer.Key(started.Id), Cancel);

        Assert.Equal(AuditState.Completed, status!.State);
        Assert.False(status.CancelRequested);
    }

    [Fact]
    public async Task A_running_audit_that_is_erased_is_gone()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = Server(change: table => Hold(table, AuditWorkflow.Analyze, _ => true, reached));
        var started = await server.StartAsync();
        await reached.Task.WaitAsync(Cancel);

        await server.Service.EraseAsync(TestServer.Key(started.Id), Cancel);
        Assert.Null(await server.Service.GetStatusAsync(TestServer.Key(started.Id), Cancel));
        while (server.Engine.Unfinished > 0) await Task.Yield();

        Assert.Empty(await _objects.KeysAsync());
        Assert.Empty(await _log.ReadAsync(TestServer.Key(started.Id), 0, Cancel));
        await server.Service.EraseAsync(TestServer.Key(started.Id), Cancel);
    }

    [Fact]
    public async Task An_ended_audit_that_is_erased_leaves_its_usage_alone()
    {
        await using var server = Server();
        var started = await server.StartAsync();
        await server.EndAsync(started.Id);

        await server.Service.EraseAsync(TestServer.Key(started.Id), Cancel);

        Assert.Equal(["usage"], await _objects.KindsAsync());
        Assert.Null(await server.Service.ReportAsync(TestServer.Key(started.Id), Cancel));
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

        _time.Advance(TimeSpan.FromHours(2));
        await using var later = Server();
        await later.Engine.StartAsync(Cancel);

        var page = await later.Service.ListAsync(TestServer.Tenant, new AuditQuery(), Cancel);
        Assert.Equal([kept], page.Items.Select(item => item.Id));
        Assert.Single(await _objects.KeysAsync("expiry/"));
    }

    [Fact]
    public async Task Audits_of_another_tenant_and_names_that_are_no_ids_are_unknown()
    {
        await using var server = Server();
        var started = await server.StartAsync();
        await server.EndAsync(started.Id);

        foreach (var key in new[] { new AuditKey("other", started.Id), TestServer.Key(".."), TestServer.Key("a/../b"), TestServer.Key("") })
        {
            Assert.Null(await server.Service.GetStatusAsync(key, Cancel));
            Assert.Null(await server.Service.EventsAsync(key, 0, TimeSpan.Zero, Cancel));
            Assert.Null(await server.Service.CancelAsync(key, Cancel));
            await server.Service.EraseAsync(key, Cancel);
        }

        Assert.Empty((await server.Service.ListAsync("other", new AuditQuery(), Cancel)).Items);
    }

    private static void Hold<TInput, TOutput>(
        ActivityTable table, Activity<TInput, TOutput> activity, Func<TInput, bool> which, TaskCompletionSource reached)
    {
        var real = table.Find(activity);
        table.Add(activity, async (input, cancel) =>
        {
            if (!which(input)) return await real(input, cancel);
            reached.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
            throw new InvalidOperationException("Held for ever.");
        });
    }

    /// <summary>A clock for which nothing is worth waiting for.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : dueTime, period);
    }

    private TestServer Server(EngineSettings? settings = null, Action<ActivityTable>? change = null) =>
        new(_objects, _log, _time, settings, change);
}
