using Claudit.Submissions;

namespace Claudit.Local;

/// <summary>
/// The files and folders that a command line names. Folders are walked once, in ordinal order; links are not followed, folders that
/// would be skipped are not entered. A .zip, .tar.gz or .tgz file named as an argument is read as an archive.
/// </summary>
internal sealed class SubmittedPaths : SubmissionSource
{
    public const string PathMissing = "path-missing";
    public const string PathSpecial = "path-special";

    private static readonly HashSet<string> ReportExtensions = new([".html", ".json", ".md", ".sarif", ".txt"], StringComparer.OrdinalIgnoreCase);

    private readonly List<Func<Expansion, IEnumerable<SubmittedEntry>>> _parts = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly HashSet<string> _named = new(RealPath.Comparer);
    private readonly List<FolderWalk> _walks = [];
    private string? _leftOut;

    private SubmittedPaths()
    {
    }

    /// <summary>
    /// Null when an argument names nothing, or a pipe, a socket or a device, with a problem for each that does. One folder or archive gives paths relative to itself; of
    /// several arguments each keeps a name that tells it from the others.
    /// </summary>
    /// <param name="mostFiles">A walk ends soon after so many files: the reader refuses them anyway.</param>
    public static SubmittedPaths? Find(
        IReadOnlyList<string> arguments, int mostFiles, ICollection<Problem> problems, CancellationToken cancel)
    {
        var unusable = arguments.Select(ProblemOf).OfType<Problem>().ToArray();
        foreach (var problem in unusable) problems.Add(problem);
        if (unusable.Length > 0) return null;

        var found = new SubmittedPaths();
        var full = arguments.Select(argument => Path.TrimEndingDirectorySeparator(Path.GetFullPath(argument)))
            .Distinct(StringComparer.Ordinal).ToArray();
        var names = DistinctNames(full);
        for (var i = 0; i < full.Length; i++) found.Add(full[i], full.Length == 1 ? null : names[i], mostFiles, cancel);
        return found;
    }

    public override IEnumerable<SubmittedEntry> Entries(Expansion expansion) => _parts.SelectMany(part => part(expansion));

    /// <summary>
    /// Leaves out the file that the report is to replace. Not one that was named, nor code in a folder that was: false then. What is called as reports are, in a folder,
    /// is an earlier report.
    /// </summary>
    /// <param name="file">As <see cref="RealPath"/> gives it.</param>
    public bool LeaveOut(string file)
    {
        if (_named.Contains(file)) return false;
        if (!_walks.Any(walk => walk.Audits(file))) return true;
        if (!ReportExtensions.Contains(Path.GetExtension(file))) return false;
        _leftOut = file;
        return true;
    }

    private SubmittedEntry EntryOf(FoundFile file, string? folder, Expansion expansion) =>
        file.FullPath is not null && _leftOut is not null && Path.GetFileName(file.FullPath) == Path.GetFileName(_leftOut) && RealPath.Comparer.Equals(RealPath.Of(file.FullPath), _leftOut)
            ? (file with { FullPath = null, SkipReason = SkipReason.Output }).ToEntry(folder, expansion)
            : file.ToEntry(folder, expansion);

    private static Problem? ProblemOf(string argument)
    {
        if (!Path.Exists(argument) || LeadsNowhere(RealPath.Of(argument))) return new Problem(PathMissing, argument, $"'{argument}' does not exist.");
        return !Directory.Exists(argument) && SpecialFile.Is(RealPath.Of(argument))
            ? new Problem(PathSpecial, argument,
                $"'{argument}' is a pipe, a socket or a device, not a file: pass on what it gives to 'claudit audit - --path NAME'.")
            : null;
    }

    /// <summary>Of the links that stay, those of open files lead to what has no path, and all others to nothing.</summary>
    private static bool LeadsNowhere(string path) => new FileInfo(path).LinkTarget is not null && !path.StartsWith("/proc/", StringComparison.Ordinal);

    private void Add(string path, string? name, int mostFiles, CancellationToken cancel)
    {
        if (Directory.Exists(path))
        {
            var walk = new FolderWalk(path, mostFiles, cancel);
            _walks.Add(walk);
            // A file that stands under two arguments is audited once, under the first.
            var files = walk.Files.Where(file => file.FullPath is null || _taken.Add(file.FullPath)).ToArray();
            _parts.Add(expansion => files.Select(file => EntryOf(file, name, expansion)));
        }
        else if (IsArchive(path))
        {
            _named.Add(RealPath.Of(path));
            _parts.Add(expansion => Unpack(path, name, expansion));
        }
        else if (_taken.Add(path))
        {
            _named.Add(RealPath.Of(path));
            var file = new FoundFile(Path.GetFileName(path), path, null);
            _parts.Add(expansion => [file.ToEntry(name is null ? null : Path.GetDirectoryName(name), expansion)]);
        }
    }

    private static IEnumerable<SubmittedEntry> Unpack(string path, string? name, Expansion expansion)
    {
        using var archive = File.OpenRead(path);
        expansion.Archive = name ?? Path.GetFileName(path);
        SubmissionSource source = path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? new ZipSource(archive) : new TarGzSource(archive);
        foreach (var entry in source.Entries(expansion))
            yield return name is null ? entry : entry with { Path = $"{name}/{entry.Path}", Pointer = $"{name}/{entry.Pointer}" };
    }

    private static bool IsArchive(string path) =>
        path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase);

    /// <summary>The last segments of each path, as few as tell all apart; the paths themselves are distinct.</summary>
    private static string[] DistinctNames(string[] paths)
    {
        var segments = paths.Select(path => path.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries)).ToArray();
        for (var count = 1; ; count++)
        {
            var names = segments.Select(all => string.Join('/', all.TakeLast(count))).ToArray();
            var distinct = names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Length;
            if (distinct || segments.All(all => all.Length <= count)) return names;
        }
    }
}
