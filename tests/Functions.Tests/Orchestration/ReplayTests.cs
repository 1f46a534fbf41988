using System.Collections.Immutable;
using Claudit.Chunking;
using Claudit.Fakes;
using Claudit.Functions.Orchestration;
using Claudit.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Xunit;

namespace Claudit.Workflow;

/// <summary>What Durable Functions asks of an orchestrator: run again over what it was told, it makes the same calls.</summary>
public sealed class ReplayTests
{
    private static readonly AuditPlan Plan = new([new Shard(0, 2), new Shard(2, 2), new Shard(4, 1)], ["event-ingestion", "aggregation"], AuditsTests: false);

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "")]
    [InlineData(false, "analyze")]
    [InlineData(false, "audit-section")]
    [InlineData(false, "merge")]
    public void From_every_prefix_of_its_history_it_makes_the_calls_that_it_made(bool newestFirst, string failing)
    {
        var whole = new Recording(newestFirst, failing);
        whole.Go(int.MaxValue);

        Assert.True(whole.HasEnded);
        Assert.StartsWith("discard ", whole.Calls[^1]);
        for (var told = 0; told <= whole.Told; told++)
        {
            var again = new Recording(newestFirst, failing);
            again.Go(told);
            Assert.Equal(whole.CallsAfter[told], again.Calls);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void A_canceled_audit_ends_with_discard(int told)
    {
        var run = new Recording(newestFirst: false, failing: "");
        run.Go(told);
        run.Orchestration.Raise(AuditWorkflow.CancelEvent);
        run.Go(int.MaxValue);

        Assert.True(run.HasEnded);
        Assert.Contains("\"State\":\"canceled\"", run.Calls[^1], StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("analyze")]
    [InlineData("audit-section")]
    public void An_audit_whose_step_reads_that_it_is_canceled_before_the_workflow_is_told_is_canceled(string step)
    {
        var run = new Recording(newestFirst: false, failing: "") { Interrupted = step };
        run.Go(int.MaxValue);

        Assert.True(run.HasEnded);
        Assert.StartsWith("merge ", run.Calls.First(call => call.Contains("\"Stopped\":true", StringComparison.Ordinal)));
        Assert.Contains("\"State\":\"canceled\"", run.Calls[^1], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void One_that_is_told_in_the_end_as_well_ends_once()
    {
        var run = new Recording(newestFirst: false, failing: "") { Interrupted = "analyze" };
        run.Go(2);
        run.Orchestration.Raise(AuditWorkflow.CancelEvent);
        run.Go(int.MaxValue);

        Assert.True(run.HasEnded);
        Assert.Single(run.Calls, call => call.StartsWith("discard ", StringComparison.Ordinal));
        Assert.Contains("\"State\":\"canceled\"", run.Calls[^1], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>An orchestration whose activities end when and in the order that the test says.</summary>
    private sealed class Recording
    {
        private readonly bool _newestFirst;
        private readonly string _failing;
        private readonly List<(string Name, TaskCompletionSource<string> Result)> _open = [];
        private Task? _run;

        public Recording(bool newestFirst, string failing)
        {
            (_newestFirst, _failing) = (newestFirst, failing);
            Orchestration = new FakeOrchestration("a1", JsonDataConverter.Default.Serialize(new AuditKey("default", "a1"))!, Perform, TimeProvider.System);
        }

        public FakeOrchestration Orchestration { get; }

        /// <summary>The activity that says it was interrupted.</summary>
        public string Interrupted { get; init; } = "";

        public List<string> Calls { get; } = [];

        /// <summary>The calls made when so many results had been told.</summary>
        public List<ImmutableArray<string>> CallsAfter { get; } = [];

        public int Told { get; private set; }

        public bool HasEnded => _run!.IsCompletedSuccessfully;

        public void Go(int results)
        {
            if (_run is null)
            {
                _run = AuditOrchestration.RunAsync(Orchestration);
                CallsAfter.Add([.. Calls]);
            }

            for (; _open.Count > 0 && results > 0; results--)
            {
                var (name, result) = _newestFirst ? _open[^1] : _open[0];
                _open.RemoveAt(_newestFirst ? _open.Count - 1 : 0);
                Told++;
                if (name == _failing) result.SetException(new TaskFailedException(name, 0, new FailedActivity(new IOException())));
                else result.SetResult(ResultOf(name));
                CallsAfter.Add([.. Calls]);
            }
        }

        private string ResultOf(string name) => name switch
        {
            "plan" => Answer(name, Plan),
            "merge" or "discard" => Answer(name, true),
            _ => Answer(name, 1),
        };

        private string Answer<TOutput>(string name, TOutput output) => JsonDataConverter.Default.Serialize(
            name == Interrupted ? new ActivityAnswer<TOutput>(default, Interrupted: true) : new ActivityAnswer<TOutput>(output, Interrupted: false))!;

        private Task<string> Perform(string name, string input, Microsoft.DurableTask.RetryPolicy? retry)
        {
            Calls.Add($"{name} {input}");
            var result = new TaskCompletionSource<string>();
            _open.Add((name, result));
            return result.Task;
        }
    }
}
