using Claudit.Submissions;

namespace Claudit.Storage;

/// <summary>Finds submitted files by path. Keeps packs as they are stored and the files unpacked last, as findings lie close together.</summary>
public sealed class SourceLookup
{
    /// <summary>The packs of some 100 MB of source.</summary>
    private const int KeptPacks = 128;

    private const int KeptBlocks = 8;

    private readonly SourceStore _sources;
    private readonly AuditKey _audit;
    private readonly Dictionary<string, int> _packOf = new(StringComparer.Ordinal);
    private readonly Dictionary<int, (SourcePack Pack, Dictionary<string, int> Blocks)> _packs = [];
    private readonly List<((int Pack, int Number) Block, Dictionary<string, SourceFile> Files)> _blocks = [];

    public SourceLookup(SourceStore sources, AuditKey audit, IReadOnlyList<SourcePackInfo> packs)
    {
        _sources = sources;
        _audit = audit;
        for (var pack = 0; pack < packs.Count; pack++)
            foreach (var path in packs[pack].Paths)
                _packOf[path] = pack;
    }

    /// <summary>
    /// Null when there is no such file. Blocks while its pack is read: auditors are synchronous, and ask for few files only.
    /// </summary>
    public SourceFile? Find(string path)
    {
        if (!_packOf.TryGetValue(path, out var number)) return null;
        var (pack, blocks) = Pack(number);
        if (!blocks.TryGetValue(path, out var block)) return null;
        var kept = _blocks.FindIndex(entry => entry.Block == (number, block));
        if (kept < 0)
        {
            if (_blocks.Count == KeptBlocks) _blocks.RemoveAt(0);
            _blocks.Add(((number, block), pack.FilesOf(block).ToDictionary(file => file.Path, StringComparer.Ordinal)));
            kept = _blocks.Count - 1;
        }

        return _blocks[kept].Files[path];
    }

    private (SourcePack Pack, Dictionary<string, int> Blocks) Pack(int number)
    {
        if (_packs.TryGetValue(number, out var known)) return known;
        var pack = _sources.OpenPackAsync(_audit, number, CancellationToken.None).GetAwaiter().GetResult();
        if (_packs.Count == KeptPacks) _packs.Clear();
        return _packs[number] = (pack, pack.Directory.ToDictionary(entry => entry.Path, entry => entry.Block, StringComparer.Ordinal));
    }
}
