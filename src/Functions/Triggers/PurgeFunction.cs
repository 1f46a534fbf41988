using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Claudit.Functions.Triggers;

/// <summary>Every night: the histories of audits that were begun more than a week ago and have ended. They hold ids and numbers, and help nobody any more.</summary>
public sealed class PurgeFunction(TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private static readonly OrchestrationRuntimeStatus[] Ended =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    // The engine's end of the call takes a filter without a beginning for an error.
    [Function("purge")]
    public Task RunAsync([TimerTrigger("0 30 3 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        client.PurgeAllInstancesAsync(new PurgeInstancesFilter(DateTimeOffset.UnixEpoch, time.GetUtcNow() - Kept, Ended), cancel);
}
