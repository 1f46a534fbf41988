using System.Collections.Immutable;
using Claudit.Submissions;

namespace Claudit.Storage;

/// <summary>Stores a submission as it arrives, holding no more of it in memory than one pack.</summary>
public sealed class SourceWriter(IObjectStore objects, AuditKey audit, long packCharacters)
{
    private readonly ImmutableArray<SourcePackInfo>.Builder _packs = ImmutableArray.CreateBuilder<SourcePackInfo>();
    private readonly List<SourceFile> _open = [];
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
        await objects.PutAsync(SourceStore.PackKey(audit, _packs.Count), SourcePack.Pack(_open), WriteCondition.None, cancel);
        _packs.Add(new SourcePackInfo(_openCharacters, [.. _open.Select(file => file.Path)]));
        _open.Clear();
        _openCharacters = 0;
    }
}
