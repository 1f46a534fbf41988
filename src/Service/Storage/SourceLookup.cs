using Claudit.Submissions;

namespace Claudit.Storage;

/// <summary>Finds submitted files by path. Unpacks whole packs and keeps the last few of them, as findings lie close together.</summary>
public sealed class SourceLookup
{
    private const int KeptPacks = 4;

    private readonly SourceStore _sources;
    private readonly AuditKey _audit;
    private readonly Dictionary<string, int> _packOf = new(StringComparer.Ordinal);
    private readonly List<(int Pack, Dictionary<string, SourceFile> Files)> _kept = [];

    public SourceLookup(SourceStore sources, AuditKey audit, SourceIndex index)
    {
        _sources = sources;
        _audit = audit;
        for (var pack = 0; pack < index.Packs.Length; pack++)
            foreach (var path in index.Packs[pack].Paths)
                _packOf[path] = pack;
    }

    /// <summary>
    /// Null when there is no such file. Blocks while its pack is read: auditors are synchronous, and ask for few files only.
    /// </summary>
    public SourceFile? Find(string path)
    {
        if (!_packOf.TryGetValue(path, out var pack)) return null;
        var kept = _kept.FindIndex(entry => entry.Pack == pack);
        if (kept < 0)
        {
            var files = _sources.ReadPackAsync(_audit, pack, CancellationToken.None).GetAwaiter().GetResult();
            _kept.Add((pack, files.ToDictionary(file => file.Path, StringComparer.Ordinal)));
            if (_kept.Count > KeptPacks) _kept.RemoveAt(0);
            kept = _kept.Count - 1;
        }

        return _kept[kept].Files.GetValueOrDefault(path);
    }
}
