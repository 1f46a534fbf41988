using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Claudit.Storage;

/// <summary>Keeps everything in this process and forgets it with it: for one-off audits, which leave nothing on the disk.</summary>
public sealed class MemoryObjectStore : IObjectStore
{
    private readonly ConcurrentDictionary<string, StoredObject> _objects = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();
    private long _version;

    public Task<StoredObject?> GetAsync(string key, CancellationToken cancel) =>
        Task.FromResult(_objects.GetValueOrDefault(ObjectKey.Check(key)));

    public Task<Stream?> OpenReadAsync(string key, CancellationToken cancel) => Task.FromResult<Stream?>(
        _objects.TryGetValue(ObjectKey.Check(key), out var found) ? new MemoryStream(found.Content.ToArray(), writable: false) : null);

    public Task<string?> PutAsync(string key, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        ObjectKey.Check(key);
        lock (_writing)
        {
            var current = _objects.GetValueOrDefault(key);
            if (!condition.Holds(current?.Version)) return Task.FromResult<string?>(null);
            var version = (++_version).ToString(CultureInfo.InvariantCulture);
            _objects[key] = new StoredObject(content.ToArray(), version);
            return Task.FromResult<string?>(version);
        }
    }

    public Task DeleteAsync(string key, CancellationToken cancel)
    {
        lock (_writing) _objects.TryRemove(ObjectKey.Check(key), out _);
        return Task.CompletedTask;
    }

    public Task DeleteAllAsync(string prefix, CancellationToken cancel)
    {
        var under = ObjectKey.Check(prefix) + "/";
        lock (_writing)
            foreach (var key in _objects.Keys)
                if (key.StartsWith(under, StringComparison.Ordinal))
                    _objects.TryRemove(key, out _);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, string? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        var keys = _objects.Keys
            .Where(key => key.StartsWith(prefix, StringComparison.Ordinal) && (after is null || string.CompareOrdinal(key, after) > 0))
            .Order(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            cancel.ThrowIfCancellationRequested();
            yield return key;
        }
    }
}
