using System.Text.Json;
using Claudit.Local.Engine;
using Claudit.Storage;
using Claudit.Workflow;
using Xunit;

namespace Claudit.Engine;

public sealed class ReplayTests
{
    private static readonly AuditKey Audit = TestServer.Key("audit00001");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("analyze")]
    [InlineData("audit-section")]
    public async Task Every_prefix_of_a_history_makes_the_same_calls_as_the_whole(string? cancelIn)
    {
        var history = await HistoryAsync(cancelIn);
        var whole = Calls(history);
        Assert.Contains(whole, call => call.StartsWith("discard", StringComparison.Ordinal));

        for (var length = 1; length < history.Count; length++)
        {
            var calls = Calls(history.Take(length).ToList());
            Assert.Equal(whole.Take(calls.Count), calls);
        }
    }

    [Fact]
    public async Task Nothing_of_the_submission_is_in_a_history()
    {
        var told = await HistoryAsync(null);

        Assert.DoesNotContain(told, entry => JsonSerializer.Serialize(entry).Contains("stripe", StringComparison.Ordinal));
    }

    private static List<string> Calls(IReadOnlyList<HistoryEvent> history)
    {
        var calls = new List<string>();
        ReplayedWorkflow.Start(context => AuditWorkflow.RunAsync(new Listening(context, calls), Audit), history);
        return calls;
    }

    /// <summary>What a workflow was told, from start to end.</summary>
    private static async Task<List<HistoryEvent>> HistoryAsync(string? cancelIn)
    {
        var objects = new RecordingStore(new MemoryObjectStore());
        TestServer? server = null;
        await using var running = server = new TestServer(objects, new MemoryProgressLog(TimeProvider.System), change: table =>
        {
            if (cancelIn is null) return;
            var analyze = table.Find(AuditWorkflow.Analyze);
            var section = table.Find(AuditWorkflow.AuditSection);
            table.Add(AuditWorkflow.Analyze, async (input, cancel) =>
            {
                if (cancelIn == "analyze" && input.Number == 1) await server!.Service.CancelAsync(Audit, Cancel);
                return await analyze(input, cancel);
            });
            table.Add(AuditWorkflow.AuditSection, async (input, cancel) =>
            {
                if (cancelIn == "audit-section" && input.Section == "aggregation") await server!.Service.CancelAsync(Audit, Cancel);
                return await section(input, cancel);
            });
        });
        await running.EndAsync((await running.StartAsync()).Id);
        return
        [
            .. objects.Put
                .Where(put => put.Key.StartsWith("history/", StringComparison.Ordinal))
                .Select(put => JsonSerializer.Deserialize(put.Content, HistoryJson.Default.HistoryEvent)!),
        ];
    }

    private sealed class Listening(IWorkflowContext inner, List<string> calls) : IWorkflowContext
    {
        public DateTimeOffset Now => inner.Now;

        public Task<TOutput> CallAsync<TInput, TOutput>(Activity<TInput, TOutput> activity, TInput input)
        {
            calls.Add($"{activity.Name} {JsonSerializer.Serialize(input)}");
            return inner.CallAsync(activity, input);
        }

        public Task WaitForEventAsync(string name)
        {
            calls.Add($"wait for {name}");
            return inner.WaitForEventAsync(name);
        }

        public Task DelayAsync(TimeSpan delay, CancellationToken cancel)
        {
            calls.Add($"delay {delay}");
            return inner.DelayAsync(delay, cancel);
        }
    }
}
