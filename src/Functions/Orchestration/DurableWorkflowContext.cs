using Claudit.Workflow;
using Microsoft.DurableTask;
using DurableRetry = Microsoft.DurableTask.RetryPolicy;

namespace Claudit.Functions.Orchestration;

/// <summary>A workflow's view of a durable orchestration.</summary>
internal sealed class DurableWorkflowContext(TaskOrchestrationContext orchestration) : IWorkflowContext
{
    public DateTimeOffset Now => new(DateTime.SpecifyKind(orchestration.CurrentUtcDateTime, DateTimeKind.Utc));

    public async Task<TOutput> CallAsync<TInput, TOutput>(Activity<TInput, TOutput> activity, TInput input)
    {
        try
        {
            var answer = await orchestration.CallActivityAsync<ActivityAnswer<TOutput>>(activity.Name, input, OptionsOf(activity.Retry));
            return answer.Interrupted ? throw new ActivityInterruptedException(activity.Name) : answer.Output!;
        }
        catch (TaskFailedException failure)
        {
            // The activity has said so in words of ours; anything else may quote what was submitted.
            throw new ActivityFailedException(activity.Name, FailedActivity.ReasonIn(failure) ?? failure.GetType().Name);
        }
    }

    public Task WaitForEventAsync(string name) => orchestration.WaitForExternalEvent<string>(name);

    public Task DelayAsync(TimeSpan delay, CancellationToken cancel) => orchestration.CreateTimer(orchestration.CurrentUtcDateTime + delay, cancel);

    private static TaskOptions OptionsOf(Workflow.RetryPolicy retry) =>
        new(new TaskRetryOptions(new DurableRetry(retry.Attempts, retry.First, backoffCoefficient: 2, maxRetryInterval: retry.Longest)));
}
