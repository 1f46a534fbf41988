using System.Text.Json;
using Claudit.Storage;
using Claudit.Telemetry;
using Claudit.Workflow;
using Microsoft.Extensions.Logging;

namespace Claudit.Local.Engine;

/// <summary>
/// Performs activities: so many at once, audits taking turns, and again after a failure as their policies say, and for ten minutes at least
/// while the disk is full or away. Those that end an audit do not queue behind the work of others.
/// </summary>
internal sealed partial class ActivityPerformer(ActivityTable activities, int atOnce, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan StoragePatience = TimeSpan.FromMinutes(10);

    private readonly FairGate<AuditKey> _gate = new(atOnce);

    /// <summary>Null when <paramref name="ended"/> was first.</summary>
    /// <param name="interrupt">Stops the activity.</param>
    public async Task<HistoryEvent?> PerformAsync(
        AuditKey audit, ActivityCall call, CancellationToken interrupt, CancellationToken ended)
    {
        var begun = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            using var traced = AuditTelemetry.StartAttempt(audit, call.Name);
            try
            {
                var result = call.Interruptible
                    ? await InTurnAsync(audit, call, interrupt)
                    : await Task.Run(() => call.PerformAsync(activities, interrupt), interrupt);
                return new HistoryEvent(HistoryKind.Completed, call.Number, call.Name, time.GetUtcNow(), result);
            }
            catch (Exception) when (ended.IsCancellationRequested)
            {
                return null;
            }
            catch (Exception) when (interrupt.IsCancellationRequested)
            {
                return new HistoryEvent(HistoryKind.Interrupted, call.Number, call.Name, time.GetUtcNow());
            }
            catch (Exception failure)
            {
                traced.Fail(failure);
                // Only the type and the place: a message may quote what was submitted.
                Log.AttemptFailed(logger, audit.Audit, call.Name, attempt, failure.GetType().Name, failure.StackTrace);
                if (IsFinal(failure, attempt, call, time.GetElapsedTime(begun)))
                    return new HistoryEvent(HistoryKind.Failed, call.Number, call.Name, time.GetUtcNow(), Reason: ReasonOf(failure, attempt));
            }

            traced?.Dispose();
            await WaitAsync(call.Retry.WaitAfter(attempt), interrupt);
        }
    }

    private static bool IsFinal(Exception failure, int attempt, ActivityCall call, TimeSpan tried) =>
        failure is DamagedObjectException || (attempt >= call.Retry.Attempts && !(failure.MayPass() && tried < StoragePatience));

    private static string ReasonOf(Exception failure, int attempt) => failure is DamagedObjectException
        ? "what is stored for it on the server's disk is damaged or missing; start the audit again"
        : failure.MayPass()
        ? $"the server could not use its disk for {StoragePatience.TotalMinutes:0} minutes ({failure.GetType().Name}); start the audit again"
        : $"{failure.GetType().Name}, {attempt} times";

    private async Task<JsonElement> InTurnAsync(AuditKey audit, ActivityCall call, CancellationToken interrupt)
    {
        await _gate.EnterAsync(audit, interrupt);
        try
        {
            return await Task.Run(() => call.PerformAsync(activities, interrupt), interrupt);
        }
        finally
        {
            _gate.Leave();
        }
    }

    private async Task WaitAsync(TimeSpan wait, CancellationToken interrupt)
    {
        try
        {
            await Task.Delay(wait, time, interrupt);
        }
        catch (OperationCanceledException)
        {
            // The next attempt ends at once, and says so.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Audit {Audit}: attempt {Attempt} of {Activity} failed with {Failure}: {Trace}")]
        public static partial void AttemptFailed(
            ILogger logger, string audit, string activity, int attempt, string failure, string? trace);
    }
}
