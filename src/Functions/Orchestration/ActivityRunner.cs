using Claudit.Audits;
using Claudit.Storage;
using Claudit.Telemetry;
using Claudit.Workflow;
using Microsoft.Extensions.Logging;

namespace Claudit.Functions.Orchestration;

/// <summary>Performs an activity once: Durable Functions repeats it. One that can be interrupted is, when its audit is canceled or gone.</summary>
public sealed partial class ActivityRunner(ActivityTable activities, AuditStores stores, TimeProvider time, ILogger<ActivityRunner> logger)
{
    /// <summary>How often a running activity looks whether its audit is canceled, which another instance is told.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public async Task<TOutput> RunAsync<TInput, TOutput>(
        Activity<TInput, TOutput> activity, AuditKey audit, TInput input, CancellationToken cancel)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var traced = AuditTelemetry.StartAttempt(audit, activity.Name);
        try
        {
            var work = activities.Find(activity)(input, ended.Token);
            if (activity.Interruptible) await InterruptAsync(audit, work, ended);
            return await work;
        }
        catch (Exception failure)
        {
            traced.Fail(failure);
            Log.AttemptFailed(logger, audit.Audit, activity.Name, failure.GetType().Name, failure.StackTrace);
            throw new FailedActivity(failure);
        }
    }

    /// <summary>Completes when the work has, which it has interrupted if its audit was canceled meanwhile.</summary>
    private async Task InterruptAsync(AuditKey audit, Task work, CancellationTokenSource ended)
    {
        while (await Task.WhenAny(work, Task.Delay(Look, time, CancellationToken.None)) != work)
        {
            if (await stores.Records.ReadAsync(audit, CancellationToken.None) is { CancelRequested: false } record && !record.State.IsEnd()) continue;
            await ended.CancelAsync();
            return;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(30, LogLevel.Warning, "Audit {Audit}: {Activity} failed with {Failure}: {Trace}")]
        public static partial void AttemptFailed(ILogger logger, string audit, string activity, string failure, string? trace);
    }
}
