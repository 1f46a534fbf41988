using System.Collections.Immutable;
using Claudit.Submissions;

namespace Claudit.Storage;

/// <summary>Stores a submission as it arrives, holding no more of it in memory than one pack.</summary>
public sealed class SourceWriter(IObjectStore objects, AuditKey audit, long packCharacters)
{
    private readonly ImmutableArray<SourcePackInfo>.Builder _packs = ImmutableArray.CreateBuilder<SourcePackInfo>();
    private List<SourceFile> _open = [];
    private long _openCharacters;

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
        var index = Compressed.Write(new SourceIndex(manifest, _packs.ToImmutable()), StorageJson.Default.SourceIndex);
        await objects.PutAsync(SourceStore.IndexKey(audit), index, WriteCondition.None, cancel);
    }

    private async Task StoreOpenPackAsync(CancellationToken cancel)
    {
        if (_open.Count == 0) return;
        var (files, key) = (_open, SourceStore.PackKey(audit, _packs.Count));
        _packs.Add(new SourcePackInfo(_openCharacters, [.. files.Select(file => file.Path)]));
        (_open, _openCharacters) = ([], 0);
        await objects.PutAsync(key, SourcePack.Pack(files), WriteCondition.None, cancel);
    }
}
