using Claudit.Audits;
using Claudit.Local.Engine;
using Claudit.Reports;
using Claudit.Storage;
using Xunit;

namespace Claudit.Engine;

public sealed class InlineAuditTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_one_off_audit_gives_its_report_and_tells_its_progress()
    {
        var told = new List<string>();

        var result = await RunAsync(TestServer.Submission(), new Listener(entry => told.Add(entry.Type)), Cancel);

        Assert.True(result.Report!.Complete);
        Assert.Equal("one-off", result.Report.Id);
        Assert.Equal("end", told[^1]);
        Assert.Contains("section-completed", told);
    }

    [Fact]
    public async Task A_refused_submission_gives_its_problems()
    {
        var result = await RunAsync((_, _) => Task.FromResult(SubmissionReading.Refused([new Problem("bad", "", "Bad.")])), null, Cancel);

        Assert.Null(result.Report);
        Assert.Equal("bad", result.Problems.Single().Code);
    }

    [Fact]
    public async Task A_one_off_audit_that_is_stopped_reports_what_it_has()
    {
        using var stop = new CancellationTokenSource();

        var result = await RunAsync(
            TestServer.Submission(), new Listener(entry => { if (entry.Key == "status/Queued") stop.Cancel(); }), stop.Token);

        Assert.NotNull(result.Report);
    }

    [Fact]
    public async Task Only_an_audit_that_is_to_have_a_metering_map_has_one()
    {
        Assert.NotEmpty((await RunAsync(TestServer.Submission(), null, Cancel)).Report!.MeteringMap!.Value);

        var without = TestServer.Definition with { MeteringMap = false };
        Assert.Null((await RunAsync(TestServer.Submission(), null, Cancel, without)).Report!.MeteringMap);
    }

    [Fact]
    public async Task Tests_and_examples_decide_nothing_and_are_counted()
    {
        var report = (await RunAsync(TestServer.Submission("src/meter.ts", "tests/meter.ts", "examples/meter.ts", "src/meter.test.ts"), null, Cancel)).Report!;

        Assert.NotEmpty(report.Findings);
        Assert.All(report.Findings.SelectMany(finding => finding.Locations), location => Assert.Equal("src/meter.ts", location.Path));
        Assert.Equal((4, 3), (report.Submission.Files, report.Submission.Tests));
        Assert.Contains("; 3 files are tests or examples, which are not judged", MarkdownRenderer.Render(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_nothing_else_tests_are_audited()
    {
        var report = (await RunAsync(TestServer.Submission("tests/meter.ts", "examples/meter.ts", "README.md"), null, Cancel)).Report!;

        Assert.Equal(["examples/meter.ts", "tests/meter.ts"], report.Findings.SelectMany(finding => finding.Locations).Select(location => location.Path).Distinct().Order());
        Assert.Equal(0, report.Submission.Tests);
    }

    private static Task<InlineResult> RunAsync(
        ReadSubmission submission, IProgress<ProgressEvent>? progress, CancellationToken cancel, AuditDefinition? definition = null) =>
        InlineAudit.RunAsync("one-off", submission, definition ?? TestServer.Definition, new AuditOptions(), TimeProvider.System, progress, cancel);

    private sealed class Listener(Action<ProgressEvent> listen) : IProgress<ProgressEvent>
    {
        public void Report(ProgressEvent value) => listen(value);
    }
}
