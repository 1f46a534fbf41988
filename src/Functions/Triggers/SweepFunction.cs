using Claudit.Functions.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Claudit.Functions.Triggers;

/// <summary>Every ten minutes: what has expired, has come to a halt, or belongs to no audit. The timer runs on one instance at a time.</summary>
public sealed class SweepFunction(HttpApi api)
{
    [Function("sweep")]
    public Task RunAsync(
        [TimerTrigger("0 */10 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancel) =>
        api.SweeperOver(client).SweepAsync(nothingIsAdmitted: false, cancel);
}
