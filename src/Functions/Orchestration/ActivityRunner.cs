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

    public async Task<ActivityAnswer<TOutput>> RunAsync<TInput, TOutput>(
        Activity<TInput, TOutput> activity, AuditKey audit, TInput input, CancellationToken cancel)
    {
        try
        {
            return await AttemptAsync(activity, audit, input, cancel);
        }
        catch (Exception failure)
        {
            // What the host's own end cuts short is performed again, and counts as no attempt.
            if (!cancel.IsCancellationRequested) Log.AttemptFailed(logger, audit.Audit, activity.Name, failure.GetType().Name, failure.StackTrace);
            throw new FailedActivity(failure);
        }
    }

    private async Task<ActivityAnswer<TOutput>> AttemptAsync<TInput, TOutput>(
        Activity<TInput, TOutput> activity, AuditKey audit, TInput input, CancellationToken cancel)
    {
        var record = await stores.Records.ReadAsync(audit, cancel);
        using var traced = AuditTelemetry.StartAttempt(audit, activity.Name, record?.Trace);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            if (activity.Interruptible && IsOver(record)) return new(default, Interrupted: true);
            var work = activities.Find(activity)(input, ended.Token);
            if (activity.Interruptible) await InterruptAsync(audit, work, ended);
            return new(await work, Interrupted: false);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return new(default, Interrupted: true);
        }
        catch (Exception failure)
        {
            traced.Fail(failure);
            throw;
        }
        finally
        {
            if (activity.Interruptible) await LeaveNothingAsync(audit);
        }
    }

    /// <summary>An audit that is canceled ends without waiting for its activities: what one has stored since is deleted by that one.</summary>
    private async Task LeaveNothingAsync(AuditKey audit)
    {
        if (await stores.Records.ReadAsync(audit, CancellationToken.None) is not { } record || record.State.IsEnd())
            await stores.Work.DeleteAsync(audit, CancellationToken.None);
    }

    /// <summary>Completes when the work has, which it has interrupted if its audit was canceled meanwhile.</summary>
    private async Task InterruptAsync(AuditKey audit, Task work, CancellationTokenSource ended)
    {
        try
        {
            while (await Task.WhenAny(work, Task.Delay(Look, time, CancellationToken.None)) != work)
            {
                if (!IsOver(await stores.Records.ReadAsync(audit, CancellationToken.None))) continue;
                await ended.CancelAsync();
                return;
            }
        }
        catch
        {
            // No work goes on that nobody would stop.
            await ended.CancelAsync();
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private static bool IsOver(AuditRecord? record) => record is not { CancelRequested: false } || record.State.IsEnd();

    private static partial class Log
    {
        [LoggerMessage(30, LogLevel.Warning, "Audit {Audit}: {Activity} failed with {Failure}: {Trace}")]
        public static partial void AttemptFailed(ILogger logger, string audit, string activity, string failure, string? trace);
    }
}
