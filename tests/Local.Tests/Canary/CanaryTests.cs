using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Claudit.Audits;
using Claudit.Commands;
using Claudit.Crashes;
using Claudit.Engine;
using Claudit.Local.Engine;
using Claudit.Local.Storage;
using Claudit.Storage;
using Claudit.Workflow;
using Xunit;

namespace Claudit.Canary;

/// <summary>A marker on lines of code that no finding quotes is nowhere once the audit has ended, whatever happened to it.</summary>
public sealed class CanaryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Objects => Path.Combine(_folder.Path, "objects");

    public static TheoryData<string> Steps => ["plan", "analyze", "audit-section", "merge", "meter", "discard"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_write_that_fails_once_costs_no_audit_and_leaves_no_code()
    {
        for (var (write, writes) = (1, 1); write <= writes; write++)
        {
            var outage = new Outage(write, afterWriting: false, once: true);
            var folder = Path.Combine(_folder.Path, $"{write}");
            var (store, log) = (new FileObjectStore(Path.Combine(folder, "objects"), TimeProvider.System), new FileProgressLog(Path.Combine(folder, "logs"), TimeProvider.System));
            string? id = null;
            await using (var server = new TestServer(new CrashingStore(store, outage), new CrashingLog(log, outage)))
            {
                try
                {
                    id = (await server.StartAsync(submission: CanaryCode.Submission)).Id;
                    Assert.Equal(AuditState.Completed, (await server.EndAsync(id)).State);
                    Assert.Empty(Traces.Of(CanaryCode.Hidden, folder));
                }
                catch (IOException)
                {
                    // It was refused, or is admitted without an answer.
                    await server.ForgottenAsync();
                }
            }

            await using var next = new TestServer(store, log) { GivenIds = 1 };
            await next.Engine.StartAsync(Cancel);
            await next.ForgottenAsync();
            Assert.Empty(Traces.Of(CanaryCode.Hidden, folder));
            writes = outage.Writes;
        }
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task An_exception_that_quotes_code_is_told_by_its_type_alone(string step)
    {
        var told = new Told();
        using var traces = told.Listen();
        var failures = 0;
        await using var server = new TestServer(
            new FileObjectStore(Objects, TimeProvider.System), new FileProgressLog(Path.Combine(_folder.Path, "logs"), TimeProvider.System), change: table => Quoting(table, step, () => ++failures <= 3), engineLogger: told);

        var id = (await server.StartAsync(submission: CanaryCode.Submission)).Id;
        var ended = await server.EndAsync(id);

        // What must happen is tried until it does.
        Assert.Equal(step is "plan" or "analyze" or "merge" ? AuditState.Failed : AuditState.Completed, ended.State);
        Assert.Contains(told.Texts, text => text.Contains(nameof(FormatException), StringComparison.Ordinal));
        var status = System.Text.Json.JsonSerializer.Serialize(ended);
        Assert.DoesNotContain(told.Texts.Append(status), text => Traces.IsIn(Encoding.UTF8.GetBytes(text), CanaryCode.Hidden));
        Assert.Empty(Traces.Of(CanaryCode.Hidden, _folder.Path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_findings_quote_is_gone_when_the_audit_is_erased_or_has_expired(bool isErased)
    {
        var time = new ShiftedTime();
        var (store, log) = (new FileObjectStore(Objects, time), new FileProgressLog(Path.Combine(_folder.Path, "logs"), time));
        await using (var server = new TestServer(store, log, time))
        {
            var id = (await server.StartAsync(submission: CanaryCode.Submission)).Id;
            Assert.Equal(AuditState.Completed, (await server.EndAsync(id)).State);
            Assert.Empty(Traces.Of(CanaryCode.Hidden, _folder.Path));
            Assert.NotEmpty(Traces.Of(CanaryCode.Quoted, _folder.Path));
            if (isErased) await server.Service.EraseAsync(TestServer.Key(id), Cancel);
        }

        if (!isErased) time.Advance(TimeSpan.FromDays(31));
        await using var later = new TestServer(store, log, time);
        if (!isErased) await later.Engine.StartAsync(Cancel);

        Assert.Empty(Traces.Of(CanaryCode.Quoted, _folder.Path));
    }

    [Fact]
    public async Task The_command_line_writes_nothing_but_the_report()
    {
        using var claudit = new ClauditProgram();
        foreach (var (path, content) in CanaryCode.Files) claudit.Write("code/" + path, content);
        var temporary = Directory.CreateDirectory(claudit.Full("temporary")).FullName;
        (claudit.Environment["TMPDIR"], claudit.Environment["HOME"]) = (temporary, temporary);

        foreach (var format in new[] { "text", "json", "html", "sarif", "markdown" })
        {
            var answer = await claudit.RunAsync("audit", "code", "--format", format, "--output", "report." + format);
            Assert.Equal((0, ""), (answer.Code, answer.Output));
            Assert.DoesNotContain(CanaryCode.Hidden, answer.Error, StringComparison.Ordinal);
        }

        var pasted = await claudit.RunAsync(Encoding.UTF8.GetBytes(CanaryCode.Files[0].Content), ["audit", "-", "--debug"]);

        Assert.Contains(CanaryCode.Quoted, pasted.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(CanaryCode.Hidden, pasted.Output + pasted.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Traces.Of(CanaryCode.Hidden, claudit.Folder), file => !file.StartsWith(claudit.Full("code"), StringComparison.Ordinal));
        Assert.Empty(Traces.Of(CanaryCode.Quoted, temporary));
    }

    private static void Quoting(ActivityTable table, string step, Func<bool> fails)
    {
        Fail(AuditWorkflow.Plan);
        Fail(AuditWorkflow.Analyze);
        Fail(AuditWorkflow.AuditSection);
        Fail(AuditWorkflow.Merge);
        Fail(AuditWorkflow.Meter);
        Fail(AuditWorkflow.Discard);

        void Fail<TInput, TOutput>(Activity<TInput, TOutput> activity)
        {
            if (activity.Name != step) return;
            var real = table.Find(activity);
            table.Add(activity, (input, cancel) =>
                fails() ? throw new FormatException($"At {CanaryCode.Hidden}.", new InvalidDataException(CanaryCode.Hidden)) : real(input, cancel));
        }
    }

    /// <summary>What is logged at any level, and what traces hold.</summary>
    private sealed class Told : Microsoft.Extensions.Logging.ILogger<LocalEngine>
    {
        public ConcurrentQueue<string> Texts { get; } = new();

        public ActivityListener Listen()
        {
            var listener = new ActivityListener
            {
                ShouldListenTo = _ => true,
                Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = span => Texts.Enqueue(string.Join(' ', [
                    span.DisplayName, span.StatusDescription ?? "", .. span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"),
                    .. span.Events.SelectMany(entry => entry.Tags).Select(tag => $"{tag.Key}={tag.Value}")])),
            };
            ActivitySource.AddActivityListener(listener);
            return listener;
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => true;

        public void Log<TState>(
            Microsoft.Extensions.Logging.LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Texts.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
