namespace Claudit.Submissions;

/// <summary>
/// The <c>.gitignore</c> files of a submission, as git applies them: the last matching line of the nearest file decides, and nothing
/// below an ignored folder comes back. Case counts.
/// </summary>
/// <param name="mostSteps">
/// How many characters may be compared in all. The default takes less than a second; an ordinary repository of 10,000 files needs a tenth.
/// </param>
public sealed class IgnoreRules(long mostSteps = 100_000_000)
{
    private readonly Dictionary<string, List<IgnorePattern>> _patterns = new(StringComparer.Ordinal);
    private long _steps;

    /// <summary>Whether matching took so long that later questions were answered with "not ignored".</summary>
    public bool Exhausted => _steps > mostSteps;

    /// <param name="folder">Where the file stands; empty for the root.</param>
    public void Add(string folder, string gitignore)
    {
        var patterns = new List<IgnorePattern>();
        var text = gitignore.AsSpan().TrimStart('\uFEFF');
        foreach (var line in text.Split('\n'))
            if (IgnorePattern.Parse(text[line]) is { } pattern) patterns.Add(pattern);
        if (patterns.Count > 0) _patterns[folder] = patterns;
    }

    /// <summary>Whether this very path is ignored; ask for the folders above it first.</summary>
    public bool Ignores(ReadOnlySpan<char> path, bool isFolder)
    {
        if (_patterns.Count == 0) return false;
        var patternsOf = _patterns.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var end = path.LastIndexOf('/'); ; end = path[..end].LastIndexOf('/'))
        {
            if (Exhausted) return false;
            _steps++;
            var folder = end < 0 ? [] : path[..end];
            if (patternsOf.TryGetValue(folder, out var patterns))
            {
                for (var i = patterns.Count - 1; i >= 0 && !Exhausted; i--)
                    if (patterns[i].Matches(path[(end + 1)..], isFolder, ref _steps)) return !patterns[i].IsNegated;
            }

            if (end < 0) return false;
        }
    }
}
