namespace Claudit.Local.Engine;

/// <summary>Runs a workflow's code one piece at a time, in the order in which its awaits complete, whichever thread lends itself.</summary>
internal sealed class WorkflowThread : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Current != this) throw new InvalidOperationException("A workflow awaited something that is not its context's.");
        _posted.Enqueue((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => Post(d, state);

    /// <summary>Runs <paramref name="step"/> and everything that becomes possible by it.</summary>
    public void Run(Action step)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            step();
            while (_posted.TryDequeue(out var next)) next.Callback(next.State);
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }
}
