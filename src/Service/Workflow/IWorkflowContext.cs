namespace Claudit.Workflow;

/// <summary>
/// All that a workflow may use. A workflow is run again from its start whenever its process was lost, and must then make the same calls
/// in the same order: it awaits only tasks from here (or combinations of them), on the context that it was started on.
/// </summary>
public interface IWorkflowContext
{
    /// <summary>The same again in every run of the workflow.</summary>
    DateTimeOffset Now { get; }

    /// <summary>
    /// Has an activity performed at least once, tried again as its <see cref="RetryPolicy"/> says. Input and output are stored: ids,
    /// numbers and references, never submitted code.
    /// </summary>
    /// <exception cref="ActivityFailedException">The last attempt failed.</exception>
    /// <exception cref="ActivityInterruptedException">The activity was interrupted.</exception>
    Task<TOutput> CallAsync<TInput, TOutput>(Activity<TInput, TOutput> activity, TInput input);

    /// <summary>Completes when the event has been raised from outside, also if that was before this call.</summary>
    Task WaitForEventAsync(string name);

    /// <param name="cancel">Ends the wait early, which a workflow must do before it returns.</param>
    Task DelayAsync(TimeSpan delay, CancellationToken cancel);
}

/// <summary>An activity failed for good. Its message says which and why, in words of ours alone.</summary>
public sealed class ActivityFailedException(string activity, string reason) : Exception($"The step '{activity}' failed: {reason}.")
{
    public string Activity { get; } = activity;

    public string Reason { get; } = reason;
}

/// <summary>An activity has stopped because its audit is canceled, of which the workflow itself may hear later.</summary>
public sealed class ActivityInterruptedException(string activity) : Exception($"The step '{activity}' was interrupted.");
