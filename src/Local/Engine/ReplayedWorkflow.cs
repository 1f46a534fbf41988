using Claudit.Workflow;

namespace Claudit.Local.Engine;

/// <summary>
/// A workflow that goes on by being told what happened: first what is in its history, then what happens next. What it calls, it
/// leaves here for its host to perform.
/// </summary>
internal sealed class ReplayedWorkflow : IWorkflowContext
{
    private readonly WorkflowThread _thread = new();
    private readonly SortedDictionary<int, OpenCall> _open = [];
    private readonly Dictionary<string, TaskCompletionSource> _events = new(StringComparer.Ordinal);
    private readonly List<OpenCall> _unbegun = [];
    private Task _ended = Task.CompletedTask;
    private int _calls;

    private ReplayedWorkflow(DateTimeOffset started) => Now = started;

    public DateTimeOffset Now { get; private set; }

    /// <summary>Completes with the workflow's code, and throws what that throws.</summary>
    public Task Ended => _ended;

    /// <param name="history">What the workflow was told; the first is when it started.</param>
    /// <exception cref="HistoryMismatchException">The workflow's code makes other calls than its history answers.</exception>
    public static ReplayedWorkflow Start(Func<IWorkflowContext, Task> code, IReadOnlyList<HistoryEvent> history)
    {
        var workflow = new ReplayedWorkflow(history[0].Time);
        workflow._thread.Run(() => workflow._ended = code(workflow));
        foreach (var told in history.Skip(1)) workflow.Tell(told);
        return workflow;
    }

    /// <summary>What the workflow waits for and nobody has begun; from now on it counts as begun.</summary>
    public List<OpenCall> TakeUnbegun()
    {
        var calls = _unbegun.Where(call => _open.ContainsKey(call.Number)).ToList();
        _unbegun.Clear();
        return calls;
    }

    /// <summary>Whether telling this makes a difference.</summary>
    public bool WaitsFor(HistoryEvent told) =>
        told.Kind == HistoryKind.Raised ? !Event(told.Name).Task.IsCompleted : _open.ContainsKey(told.Call);

    public void Tell(HistoryEvent told)
    {
        if (told.Time > Now) Now = told.Time;
        if (told.Kind == HistoryKind.Raised)
        {
            _thread.Run(() => Event(told.Name).TrySetResult());
            return;
        }

        if (!_open.Remove(told.Call, out var call) || call.Name != told.Name)
            throw new HistoryMismatchException($"The workflow made no call {told.Call} of '{told.Name}'.");
        _thread.Run(() => call.Answer(told));
    }

    public Task<TOutput> CallAsync<TInput, TOutput>(Activity<TInput, TOutput> activity, TInput input)
    {
        var call = new ActivityCall<TInput, TOutput>(++_calls, activity, input);
        Add(call);
        return call.Output;
    }

    public Task WaitForEventAsync(string name) => Event(name).Task;

    public Task DelayAsync(TimeSpan delay, CancellationToken cancel)
    {
        var call = new DelayCall(++_calls, Now + delay, cancel);
        Add(call);
        cancel.Register(() =>
        {
            if (_open.Remove(call.Number)) call.GiveUp();
        });
        return call.Passed;
    }

    private void Add(OpenCall call)
    {
        _open.Add(call.Number, call);
        _unbegun.Add(call);
    }

    private TaskCompletionSource Event(string name)
    {
        if (!_events.TryGetValue(name, out var raised)) _events[name] = raised = new TaskCompletionSource();
        return raised;
    }
}
