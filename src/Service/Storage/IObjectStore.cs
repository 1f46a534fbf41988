namespace Claudit.Storage;

/// <summary>
/// Named objects: the one seam between Claudit and where it keeps things. Keys are segments of letters, digits, <c>-</c>, <c>_</c>
/// and <c>.</c>, parted by <c>/</c>. A write is seen whole or not at all, survives a crash once its task has completed, and can be
/// made conditional, so that of two writers one wins and the other learns of it. Reading gives what was written, or else throws
/// <see cref="DamagedObjectException"/>.
/// </summary>
public interface IObjectStore
{
    /// <summary>The object's content and version; null when there is none.</summary>
    Task<StoredObject?> GetAsync(string key, CancellationToken cancel);

    /// <summary>A stream over the object's content, which the caller disposes; null when there is none.</summary>
    Task<Stream?> OpenReadAsync(string key, CancellationToken cancel);

    /// <summary>Writes the object; gives its new version, or null when <paramref name="condition"/> did not hold and nothing was written.</summary>
    /// <param name="cancel">Heeded before the write begins. One that has begun is carried out: nothing of it arrives after its task has completed.</param>
    Task<string?> PutAsync(string key, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancel);

    /// <summary>Deletes the object; does nothing when there is none.</summary>
    Task DeleteAsync(string key, CancellationToken cancel);

    /// <summary>Deletes every object whose key begins with <paramref name="prefix"/> and a slash.</summary>
    Task DeleteAllAsync(string prefix, CancellationToken cancel);

    /// <summary>The keys that begin with <paramref name="prefix"/>, in ordinal order, after <paramref name="after"/> where one is given.</summary>
    IAsyncEnumerable<string> ListAsync(string prefix, string? after, CancellationToken cancel);
}

/// <param name="Version">Opaque; changes with every write.</param>
public sealed record StoredObject(ReadOnlyMemory<byte> Content, string Version);

/// <summary>What must hold for a write to happen.</summary>
/// <param name="Version">The version that must be there; null where none is asked for.</param>
public readonly record struct WriteCondition(bool MustBeAbsent, string? Version)
{
    public static WriteCondition None => default;

    public static WriteCondition IfAbsent => new(true, null);

    public static WriteCondition IfVersion(string version) => new(false, version);

    /// <summary>Whether it holds for an object of this version; null stands for no object.</summary>
    public bool Holds(string? current) => MustBeAbsent ? current is null : Version is null || Version == current;
}
