using Claudit.Audits;
using Claudit.Engine;
using Claudit.Workflow;
using Xunit;

namespace Claudit.Damage;

internal static class Held
{
    /// <summary>Lets every activity of this name wait until it is interrupted.</summary>
    public static void At(ActivityTable table, string step, TaskCompletionSource reached)
    {
        Hold(AuditWorkflow.Plan);
        Hold(AuditWorkflow.Analyze);
        Hold(AuditWorkflow.AuditSection);
        Hold(AuditWorkflow.Merge);

        void Hold<TInput, TOutput>(Activity<TInput, TOutput> activity)
        {
            if (activity.Name != step) return;
            table.Add(activity, async (_, cancel) =>
            {
                reached.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
                throw new InvalidOperationException("Held for ever.");
            });
        }
    }

    /// <summary>Another audit completes on the same server.</summary>
    public static async Task SubmitAgainAsync(this TestServer server)
    {
        Assert.Equal(AuditState.Completed, (await server.EndAsync((await server.StartAsync()).Id)).State);
    }
}
