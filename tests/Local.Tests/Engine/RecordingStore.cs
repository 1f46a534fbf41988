using System.Collections.Concurrent;
using Claudit.Storage;

namespace Claudit.Engine;

/// <summary>Remembers what was put, also when it is deleted later.</summary>
internal sealed class RecordingStore(IObjectStore inner) : IObjectStore
{
    public ConcurrentQueue<(string Key, byte[] Content)> Put { get; } = new();

    public Task<StoredObject?> GetAsync(string key, CancellationToken cancel) => inner.GetAsync(key, cancel);

    public Task<Stream?> OpenReadAsync(string key, CancellationToken cancel) => inner.OpenReadAsync(key, cancel);

    public Task<string?> PutAsync(string key, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancel)
    {
        Put.Enqueue((key, content.ToArray()));
        return inner.PutAsync(key, content, condition, cancel);
    }

    public Task DeleteAsync(string key, CancellationToken cancel) => inner.DeleteAsync(key, cancel);

    public Task DeleteAllAsync(string prefix, CancellationToken cancel) => inner.DeleteAllAsync(prefix, cancel);

    public IAsyncEnumerable<string> ListAsync(string prefix, string? after, CancellationToken cancel) =>
        inner.ListAsync(prefix, after, cancel);
}
