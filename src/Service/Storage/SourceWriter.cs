using System.Collections.Immutable;
using Claudit.Submissions;

namespace Claudit.Storage;

/// <summary>
/// Stores a submission as it arrives: one pack is compressed and written while the next one is gathered, and no more of it is in memory
/// than these two.
/// </summary>
public sealed class SourceWriter(IObjectStore objects, AuditKey audit, long packCharacters) : IAsyncDisposable
{
    private readonly ImmutableArray<SourcePackInfo>.Builder _packs = ImmutableArray.CreateBuilder<SourcePackInfo>();
    private List<SourceFile> _open = [];
    private long _openCharacters;
    private Task _storing = Task.CompletedTask;

    public async Task AddAsync(SourceFile file, CancellationToken cancel)
    {
        if (_open.Count > 0 && _openCharacters + file.Text.Length > packCharacters) await StoreOpenPackAsync(cancel);
        _open.Add(file);
        _openCharacters += file.Text.Length;
    }

    /// <summary>Stores what is still in memory; only now can the submission be read.</summary>
    public async Task CompleteAsync(SubmissionManifest manifest, CancellationToken cancel)
    {
        await StoreOpenPackAsync(cancel);
        await _storing;
        var index = Compressed.Write(new SourceIndex(manifest, _packs.ToImmutable()), StorageJson.Default.SourceIndex);
        await objects.PutAsync(SourceStore.IndexKey(audit), index, WriteCondition.None, cancel);
    }

    /// <summary>Waits until nothing is written any more, so that what is deleted now stays deleted.</summary>
    public async ValueTask DisposeAsync() => await _storing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task StoreOpenPackAsync(CancellationToken cancel)
    {
        await _storing;
        if (_open.Count == 0) return;
        var (files, key) = (_open, SourceStore.PackKey(audit, _packs.Count));
        _packs.Add(new SourcePackInfo(_openCharacters, [.. files.Select(file => file.Path)]));
        (_open, _openCharacters) = ([], 0);
        _storing = Task.Run(() => objects.PutAsync(key, SourcePack.Pack(files), WriteCondition.None, cancel), cancel);
    }
}
