using System.Collections.Concurrent;

namespace Claudit.Storage;

/// <summary>Wakes who waits for an audit's next event, inside one process. Costs nothing for audits that nobody waits for.</summary>
public sealed class ProgressSignals(TimeProvider time)
{
    private readonly ConcurrentDictionary<AuditKey, TaskCompletionSource> _waiting = new();

    public void Raise(AuditKey audit)
    {
        if (_waiting.TryRemove(audit, out var signal)) signal.SetResult();
    }

    /// <summary>Completes when <paramref name="isThere"/> holds, on the next signal, or when <paramref name="patience"/> has passed.</summary>
    public async Task WaitAsync(AuditKey audit, Func<bool> isThere, TimeSpan patience, CancellationToken cancel)
    {
        var signal = _waiting.GetOrAdd(audit, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        // Asked after the signal is in place: an event in between raises it.
        if (isThere()) return;
        try
        {
            await signal.Task.WaitAsync(patience, time, cancel);
        }
        catch (TimeoutException)
        {
            // Patience has passed: the caller looks and finds nothing.
        }
    }
}
