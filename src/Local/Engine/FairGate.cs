namespace Claudit.Local.Engine;

/// <summary>
/// Lets in so many at once. Who waits is let in lane by lane, in turns, so that a lane with much to do delays the others by one turn
/// only; within a lane, first come, first served.
/// </summary>
internal sealed class FairGate<TLane>(int capacity)
    where TLane : notnull
{
    private readonly Lock _guard = new();
    private readonly Dictionary<TLane, Queue<TaskCompletionSource>> _waiting = [];
    private readonly Queue<TLane> _turns = new();
    private int _free = capacity;

    /// <summary>Completes when there is room, which <see cref="Leave"/> gives back.</summary>
    public async Task EnterAsync(TLane lane, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        TaskCompletionSource turn;
        lock (_guard)
        {
            if (_free > 0)
            {
                _free--;
                return;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!_waiting.TryGetValue(lane, out var queue))
            {
                _waiting[lane] = queue = new Queue<TaskCompletionSource>();
                _turns.Enqueue(lane);
            }

            queue.Enqueue(turn);
        }

        await using var giveUp = cancel.Register(() => turn.TrySetCanceled(cancel));
        await turn.Task;
    }

    public void Leave()
    {
        lock (_guard)
        {
            while (_turns.TryDequeue(out var lane))
            {
                var queue = _waiting[lane];
                var next = queue.Dequeue();
                if (queue.Count > 0) _turns.Enqueue(lane);
                else _waiting.Remove(lane);
                // False for one that has given up.
                if (next.TrySetResult()) return;
            }

            _free++;
        }
    }
}
