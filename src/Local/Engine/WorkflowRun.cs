using System.Threading.Channels;
using Claudit.Storage;
using Claudit.Workflow;

namespace Claudit.Local.Engine;

/// <summary>
/// Runs one audit's workflow to its end. Whatever happens is stored before the workflow is told, so that a run after a crash tells it
/// the same: an activity whose result is stored is not performed again. What was performed each time when the process was lost, several
/// times in a row, is taken for what it was lost by, and fails.
/// </summary>
/// <param name="isTakenUp">Whether an earlier process has begun it.</param>
internal sealed class WorkflowRun(AuditKey audit, bool isTakenUp, HistoryStore history, ActivityPerformer performer, TimeProvider time)
{
    private const int MostLostStarts = 8;

    private readonly Channel<HistoryEvent> _happened = Channel.CreateUnbounded<HistoryEvent>(new() { SingleReader = true });
    private readonly List<Task> _begun = [];

    /// <summary>Asks the workflow to stop; may be called at any time, and again.</summary>
    public void Cancel() =>
        _happened.Writer.TryWrite(new HistoryEvent(HistoryKind.Raised, 0, AuditWorkflow.CancelEvent, time.GetUtcNow()));

    /// <param name="stored">Its history, as it stands.</param>
    /// <param name="stop">Leaves the workflow where it is, to be run again later, once none of its steps runs any more.</param>
    /// <exception cref="HistoryMismatchException">The stored history is of another version of the workflow.</exception>
    public async Task RunAsync(IReadOnlyList<HistoryEvent> stored, CancellationToken stop)
    {
        if (stored.Count == 0) return;
        var told = stored.Where(each => each.Kind is not (HistoryKind.TakenUp or HistoryKind.Left)).ToList();
        var lostStarts = HistoryStore.LostStarts(stored);
        var workflow = ReplayedWorkflow.Start(context => AuditWorkflow.RunAsync(context, audit), told);
        var number = stored.Count;
        if (isTakenUp) await NoteAsync(HistoryKind.TakenUp);
        var isUntouched = isTakenUp;

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(ended.Token);
        if (told.Any(IsCancel)) await interrupt.CancelAsync();
        try
        {
            while (!workflow.Ended.IsCompleted)
            {
                foreach (var call in workflow.TakeUnbegun())
                {
                    if (isUntouched && lostStarts >= MostLostStarts && call is ActivityCall activity && activity.Retry != RetryPolicy.Unending) GiveUp(call, lostStarts);
                    else Begin(call, interrupt.Token, ended.Token);
                }

                var next = await _happened.Reader.ReadAsync(stop);
                if (!workflow.WaitsFor(next)) continue;
                await StoreAsync(number++, next, stop);
                isUntouched = false;
                workflow.Tell(next);
                if (IsCancel(next)) await interrupt.CancelAsync();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Steps that are stopped may be writing still.
            await Task.WhenAll(_begun);
            if (isUntouched) await NoteAsync(HistoryKind.Left);
            throw;
        }
        finally
        {
            await ended.CancelAsync();
        }

        await workflow.Ended;
        await history.DeleteAsync(audit, stop);

        Task NoteAsync(HistoryKind kind) => history.AppendAsync(audit, number++, new HistoryEvent(kind, 0, "", time.GetUtcNow()), CancellationToken.None);
    }

    /// <summary>What has happened is not done again because the disk has no room for it: it waits here until it has.</summary>
    private async Task StoreAsync(int number, HistoryEvent told, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await history.AppendAsync(audit, number, told, stop);
                return;
            }
            catch (Exception trouble) when (trouble.MayPass())
            {
                await Task.Delay(RetryPolicy.Unending.WaitAfter(attempt), time, stop);
            }
        }
    }

    private static bool IsCancel(HistoryEvent told) => told is { Kind: HistoryKind.Raised, Name: AuditWorkflow.CancelEvent };

    private void Begin(OpenCall call, CancellationToken interrupt, CancellationToken ended)
    {
        var happening = call switch
        {
            ActivityCall activity => performer.PerformAsync(audit, activity, activity.Interruptible ? interrupt : ended, ended),
            DelayCall delay => ElapseAsync(delay, ended),
            _ => throw new InvalidOperationException("Nothing is known to do for such a call."),
        };
        _begun.Add(ReportAsync(happening));
    }

    private void GiveUp(OpenCall call, int lostStarts) => _happened.Writer.TryWrite(new HistoryEvent(
        HistoryKind.Failed, call.Number, call.Name, time.GetUtcNow(), Reason: $"the server was lost {lostStarts} times in a row while it ran"));

    private async Task ReportAsync(Task<HistoryEvent?> happening)
    {
        if (await happening is { } happened) _happened.Writer.TryWrite(happened);
    }

    private async Task<HistoryEvent?> ElapseAsync(DelayCall delay, CancellationToken ended)
    {
        var left = delay.Until - time.GetUtcNow();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ended, delay.Cancel);
        try
        {
            if (left > TimeSpan.Zero) await Task.Delay(left, time, either.Token);
            return new HistoryEvent(HistoryKind.Elapsed, delay.Number, delay.Name, time.GetUtcNow());
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
