using Claudit.Submissions;

namespace Claudit.Storage;

/// <summary>
/// Stores a submission as it arrives: one pack is filled while the one before it is stored, and no more than these two are held in memory.
/// Once it is disposed nothing is stored any more.
/// </summary>
public sealed class SourceWriter(IObjectStore objects, AuditKey audit, long packCharacters, Func<Task> arrive) : IAsyncDisposable
{
    private readonly Lazy<Task> _arrived = new(arrive);
    private readonly List<SourcePackInfo> _packs = [];
    private List<SourceFile> _open = [];
    private long _openCharacters;
    private Task _storing = Task.CompletedTask;

    public async Task AddAsync(SourceFile file, CancellationToken cancel)
    {
        if (_open.Count > 0 && _openCharacters + file.Text.Length > packCharacters) await CloseAsync(cancel);
        _open.Add(file);
        _openCharacters += file.Text.Length;
    }

    /// <summary>Stores what is still in memory; only now can the submission be read.</summary>
    public async Task CompleteAsync(SubmissionManifest manifest, CancellationToken cancel)
    {
        if (_open.Count > 0) await CloseAsync(cancel);
        await PutAsync(SourceStore.ManifestKey(audit), Compressed.Write(manifest, StorageJson.Default.SubmissionManifest), cancel);
        await _storing;
        await PutAsync(SourceStore.PacksKey(audit), Compressed.Write([.. _packs], StorageJson.Default.SourcePackInfoArray), cancel);
    }

    public async ValueTask DisposeAsync() => await _storing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task CloseAsync(CancellationToken cancel)
    {
        await _storing;
        var (key, files) = (SourceStore.PackKey(audit, _packs.Count), _open);
        _packs.Add(new SourcePackInfo(_openCharacters, [.. files.Select(file => file.Path)]));
        (_open, _openCharacters) = ([], 0);
        _storing = Task.Run(() => PutAsync(key, SourcePack.Pack(files), cancel), CancellationToken.None);
    }

    private async Task PutAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        await _arrived.Value;
        await objects.PutAsync(key, content, WriteCondition.None, cancel);
    }
}
