using Claudit.Audits;
using Claudit.Findings;
using Claudit.Storage;
using Claudit.Workflow;
using Xunit;

namespace Claudit.Engine;

/// <summary>What every engine does.</summary>
public abstract class AuditEngineContract
{
    protected AuditEngineContract() => Log = new MemoryProgressLog(Time);

    internal ShiftedTime Time { get; } = new();

    internal MemoryObjectStore Objects { get; } = new();

    internal MemoryProgressLog Log { get; }

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

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
        Assert.Equal(["audits", "expiry", "index", "usage"], await Objects.KindsAsync());
        var report = await server.Service.ReportAsync(AuditServer.Key(started.Id), Cancel);
        Assert.Equal(5, report!.Report!.Submission.Files);
    }

    [Fact]
    public async Task An_audit_that_is_submitted_manyTimes_while_it_runs_and_after_its_end_runs_once()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = Server(table =>
        {
            var plan = table.Find(AuditWorkflow.Plan);
            table.Add(AuditWorkflow.Plan, async (input, cancel) =>
            {
                reached.TrySetResult();
                await release.Task;
                return await plan(input, cancel);
            });
        });
        var audit = AuditServer.Key((await server.StartAsync()).Id);
        await reached.Task.WaitAsync(Cancel);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => server.SubmitAsync(audit))));
        Assert.True(await server.IsRunningAsync(audit));
        release.SetResult();
        await server.EndAsync(audit.Audit);
        await server.SubmitAsync(audit);
        await server.ForgottenAsync();

        Assert.False(await server.IsRunningAsync(audit));
        Assert.All(server.Performed.GroupBy(step => step), step => Assert.Single(step));
        Assert.Equal(["audits", "expiry", "index", "usage"], await Objects.KindsAsync());
    }

    [Fact]
    public async Task The_stream_tells_the_audit_from_queued_to_end()
    {
        await using var server = Server();
        var started = await server.StartAsync(new AuditOptions { Sections = ["aggregation"] });
        await server.EndAsync(started.Id);

        var events = await server.Service.EventsAsync(AuditServer.Key(started.Id), 0, TimeSpan.Zero, Cancel);

        Assert.Equal(
            ["status/Queued", "status/Running", "section-started/aggregation", "section-completed/aggregation", "report", "status/Completed", "end"],
            events!.Value.Where(entry => !entry.Type.StartsWith("finding", StringComparison.Ordinal)).Select(entry => entry.Key));
        Assert.Empty((await server.Service.EventsAsync(AuditServer.Key(started.Id), events.Value.Length, TimeSpan.FromHours(1), Cancel))!.Value);
    }

    [Fact]
    public async Task Findings_are_shown_as_the_report_has_them_before_their_section_completes()
    {
        await using var server = Server();
        var started = await server.StartAsync();
        var ended = await server.EndAsync(started.Id);

        var events = (await server.Service.EventsAsync(AuditServer.Key(started.Id), 0, TimeSpan.Zero, Cancel))!.Value;
        var report = (await server.Service.ReportAsync(AuditServer.Key(started.Id), Cancel))!.Report!;

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
        var found = (await server.Service.EventsAsync(AuditServer.Key(whole.Id), 0, TimeSpan.Zero, Cancel))!.Value
            .First(entry => entry.Type == "finding");
        var section = found.Data.GetProperty("section").GetString()!;

        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var key = AuditServer.Key("audit00001");
        var log = new MemoryProgressLog(Time);
        await using var other = Server(
            new MemoryObjectStore(), log, Time, table => Hold(table, AuditWorkflow.AuditSection, input => input.Section == section, reached));
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
        var report = (await server.Service.ReportAsync(AuditServer.Key(started.Id), Cancel))!.Report!;
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
        Assert.Null((await server.Service.ReportAsync(AuditServer.Key(started.Id), Cancel))!.Report);
        var events = (await server.Service.EventsAsync(AuditServer.Key(started.Id), 0, TimeSpan.Zero, Cancel))!.Value;
        Assert.Equal(["status/Failed", "error", "end"], events.TakeLast(3).Select(entry => entry.Key));
        Assert.Equal(["audits", "expiry", "index"], await Objects.KindsAsync());
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

        var asked = await server.Service.CancelAsync(AuditServer.Key(started.Id), Cancel);
        Assert.True(asked!.CancelRequested);
        var ended = await server.EndAsync(started.Id);

        Assert.Equal(AuditState.Canceled, ended.State);
        Assert.False(ended.Complete);
        var report = (await server.Service.ReportAsync(AuditServer.Key(started.Id), Cancel))!.Report!;
        Assert.Contains("canceled", report.IncompleteReason, StringComparison.Ordinal);
        Assert.Equal(SectionStatus.Failed, report.Sections.Single(section => section.Id == "aggregation").Status);
        Assert.Equal(isCounted ? ["audits", "expiry", "index", "usage"] : ["audits", "expiry", "index"], await Objects.KindsAsync());
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

        await server.Service.CancelAsync(AuditServer.Key(started.Id), Cancel);

        Assert.Equal(AuditState.Canceled, (await server.EndAsync(started.Id)).State);
        release.SetResult();
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

        Assert.True((await server.Service.CancelAsync(AuditServer.Key(started.Id), Cancel))!.CancelRequested);
        release.SetResult();

        var ended = await server.EndAsync(started.Id);
        Assert.Equal((AuditState.Completed, true), (ended.State, ended.Complete));
    }

    [Fact]
    public async Task An_audit_whose_code_cannot_be_deleted_at_first_is_not_over_until_it_is()
    {
        var attempts = 0;
        await using var server = Server(Objects, Log, new HurriedTime(), table =>
        {
            var discard = table.Find(AuditWorkflow.Discard);
            table.Add(AuditWorkflow.Discard, (input, cancel) =>
                ++attempts <= 50 ? throw new IOException("The folder is in use.") : discard(input, cancel));
        });
        var started = await server.StartAsync();

        Assert.Equal(AuditState.Completed, (await server.EndAsync(started.Id)).State);
        Assert.Equal(51, attempts);
        Assert.Equal(["audits", "expiry", "index", "usage"], await Objects.KindsAsync());
    }

    [Fact]
    public async Task Canceling_an_ended_audit_changes_nothing()
    {
        await using var server = Server();
        var started = await server.StartAsync();
        await server.EndAsync(started.Id);

        var status = await server.Service.CancelAsync(AuditServer.Key(started.Id), Cancel);

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

        await server.Service.EraseAsync(AuditServer.Key(started.Id), Cancel);
        Assert.Null(await server.Service.GetStatusAsync(AuditServer.Key(started.Id), Cancel));
        await server.ForgottenAsync();

        Assert.Empty(await Objects.KeysAsync());
        Assert.Empty(await Log.ReadAsync(AuditServer.Key(started.Id), 0, Cancel));
        await server.Service.EraseAsync(AuditServer.Key(started.Id), Cancel);
    }

    [Fact]
    public async Task An_ended_audit_that_is_erased_leaves_its_usage_alone()
    {
        await using var server = Server();
        var started = await server.StartAsync();
        await server.EndAsync(started.Id);

        await server.Service.EraseAsync(AuditServer.Key(started.Id), Cancel);

        Assert.Equal(["usage"], await Objects.KindsAsync());
        Assert.Null(await server.Service.ReportAsync(AuditServer.Key(started.Id), Cancel));
    }

    [Fact]
    public async Task Audits_of_another_tenant_and_names_that_are_no_ids_are_unknown()
    {
        await using var server = Server();
        var started = await server.StartAsync();
        await server.EndAsync(started.Id);

        foreach (var key in new[] { new AuditKey("other", started.Id), AuditServer.Key(".."), AuditServer.Key("a/../b"), AuditServer.Key("") })
        {
            Assert.Null(await server.Service.GetStatusAsync(key, Cancel));
            Assert.Null(await server.Service.EventsAsync(key, 0, TimeSpan.Zero, Cancel));
            Assert.Null(await server.Service.CancelAsync(key, Cancel));
            await server.Service.EraseAsync(key, Cancel);
        }

        Assert.Empty((await server.Service.ListAsync("other", new AuditQuery(), Cancel)).Items);
    }

    /// <param name="change">Changes the activities before the engine has them.</param>
    internal abstract AuditServer Server(IObjectStore objects, IProgressLog log, TimeProvider time, Action<ActivityTable>? change);

    /// <summary>Has an activity begin and never end, but by its cancellation.</summary>
    internal static void Hold<TInput, TOutput>(
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

    private AuditServer Server(Action<ActivityTable>? change = null) => Server(Objects, Log, Time, change);

    /// <summary>A clock for which nothing is worth waiting for.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : dueTime, period);
    }
}
