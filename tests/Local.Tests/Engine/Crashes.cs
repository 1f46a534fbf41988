using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Claudit.Local.Engine;
using Claudit.Storage;

namespace Claudit.Engine;

/// <summary>The moment at which a process is lost: from then on nothing that it does has an effect.</summary>
/// <param name="once">The process is not lost: this write alone fails.</param>
internal sealed class Outage(int writes, bool afterWriting, bool once = false)
{
    private readonly TaskCompletionSource _happened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _writes;

    public static Outage Never => new(int.MaxValue, afterWriting: false);

    public Task Happened => _happened.Task;

    public int Writes => _writes;

    public void Lose() => _happened.TrySetResult();

    public void ThrowIfLost()
    {
        if (_happened.Task.IsCompleted) throw new IOException("The process is lost.");
    }

    public async Task<T> WriteAsync<T>(Func<Task<T>> write)
    {
        ThrowIfLost();
        var number = Interlocked.Increment(ref _writes);
        if (number < writes || (once && number > writes)) return await write();
        if (afterWriting) await write();
        if (!once) _happened.TrySetResult();
        throw new IOException("The process is lost.");
    }
}

internal sealed class CrashingStore(IObjectStore inner, Outage outage) : IObjectStore
{
    private readonly ConcurrentQueue<HistoryEvent> _told = new();

    /// <summary>The calls whose completion was ever stored, also where it is deleted by now.</summary>
    public IEnumerable<int> CompletedCalls => _told.Where(told => told.Kind == HistoryKind.Completed).Select(told => told.Call);

    public Task<StoredObject?> GetAsync(string key, CancellationToken cancel)
    {
        outage.ThrowIfLost();
        return inner.GetAsync(key, cancel);
    }

    public Task<Stream?> OpenReadAsync(string key, CancellationToken cancel)
    {
        outage.ThrowIfLost();
        return inner.OpenReadAsync(key, cancel);
    }

    public Task<string?> PutAsync(string key, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancel) =>
        outage.WriteAsync(async () =>
        {
            var version = await inner.PutAsync(key, content, condition, cancel);
            if (version is not null && key.StartsWith("history/", StringComparison.Ordinal))
                _told.Enqueue(JsonSerializer.Deserialize(content.Span, HistoryJson.Default.HistoryEvent)!);
            return version;
        });

    public Task DeleteAsync(string key, CancellationToken cancel) => outage.WriteAsync(async () =>
    {
        await inner.DeleteAsync(key, cancel);
        return true;
    });

    /// <summary>One by one, as files go; in the least convenient order.</summary>
    public async Task DeleteAllAsync(string prefix, CancellationToken cancel)
    {
        foreach (var key in await inner.ListAsync(prefix + "/", null, cancel).Reverse().ToListAsync(cancel)) await DeleteAsync(key, cancel);
    }

    public IAsyncEnumerable<string> ListAsync(string prefix, string? after, CancellationToken cancel)
    {
        outage.ThrowIfLost();
        return inner.ListAsync(prefix, after, cancel);
    }
}

internal sealed class CrashingLog(IProgressLog inner, Outage outage) : IProgressLog
{
    public Task CreateAsync(AuditKey audit, NewProgressEvent first, CancellationToken cancel) => outage.WriteAsync(async () =>
    {
        await inner.CreateAsync(audit, first, cancel);
        return true;
    });

    public Task AppendAsync(AuditKey audit, IReadOnlyList<NewProgressEvent> events, CancellationToken cancel) =>
        outage.WriteAsync(async () =>
        {
            await inner.AppendAsync(audit, events, cancel);
            return true;
        });

    public Task<ImmutableArray<ProgressEvent>> ReadAsync(AuditKey audit, long after, CancellationToken cancel)
    {
        outage.ThrowIfLost();
        return inner.ReadAsync(audit, after, cancel);
    }

    public Task WaitAsync(AuditKey audit, long after, TimeSpan patience, CancellationToken cancel) =>
        inner.WaitAsync(audit, after, patience, cancel);

    public Task DeleteAsync(AuditKey audit, CancellationToken cancel) => outage.WriteAsync(async () =>
    {
        await inner.DeleteAsync(audit, cancel);
        return true;
    });
}
