using Claudit.Submissions;

namespace Claudit.Local;

/// <summary>What a walk found: a file to read, or without <paramref name="FullPath"/> something to list as skipped.</summary>
/// <param name="Path">Relative to the walked folder, with forward slashes; a skipped folder ends with one.</param>
internal sealed record FoundFile(string Path, string? FullPath, string? SkipReason)
{
    /// <param name="folder">What to put before the path; null or empty for nothing.</param>
    public SubmittedEntry ToEntry(string? folder, Expansion expansion)
    {
        var path = string.IsNullOrEmpty(folder) ? Path : $"{folder}/{Path}";
        return FullPath is null
            ? SubmittedEntry.Skipped(path, SkipReason!)
            : new SubmittedEntry(path, () => expansion.Count(File.OpenRead(FullPath)));
    }
}

/// <summary>The files below a folder in ordinal order of path, folder by folder.</summary>
internal sealed class FolderWalk
{
    private readonly IgnoreRules _ignore = new();
    private readonly List<FoundFile> _files = [];
    private readonly int _mostFiles;
    private readonly CancellationToken _cancel;
    private readonly string _root;

    public FolderWalk(string root, int mostFiles, CancellationToken cancel)
    {
        (_root, _mostFiles, _cancel) = (root, mostFiles, cancel);
        Walk(new DirectoryInfo(root), "");
    }

    public IReadOnlyList<FoundFile> Files => _files;

    /// <summary>Whether the file is below the folder and neither its name nor a .gitignore keeps it from being audited.</summary>
    /// <param name="file">As <see cref="RealPath"/> gives it.</param>
    public bool Audits(string file)
    {
        var path = Path.GetRelativePath(RealPath.Of(_root), file).Replace(Path.DirectorySeparatorChar, '/');
        return _files.Any(found => found.FullPath is not null && RealPath.Comparer.Equals(found.Path, path))
            && SkippedNames.ReasonForFile(path) is null && !_ignore.Ignores(path, isFolder: false);
    }

    private void Walk(DirectoryInfo folder, string prefix)
    {
        FileSystemInfo[] children;
        try
        {
            children = folder.GetFileSystemInfos();
            if (children.FirstOrDefault(child => child.Name == ".gitignore") is FileInfo { LinkTarget: null, Length: > 0 } ignore)
                _ignore.Add(prefix.TrimEnd('/'), File.ReadAllText(ignore.FullName));
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            _files.Add(new FoundFile(prefix.Length == 0 ? folder.Name + "/" : prefix, null, SkipReason.Unreadable));
            return;
        }

        foreach (var child in children.OrderBy(child => child.Name, StringComparer.Ordinal))
        {
            _cancel.ThrowIfCancellationRequested();
            if (_files.Count > _mostFiles) return;
            Take(child, prefix + child.Name);
        }
    }

    private void Take(FileSystemInfo child, string path)
    {
        if (child.Attributes.HasFlag(FileAttributes.ReparsePoint))
        {
            _files.Add(new FoundFile(path, null, SkipReason.Link));
        }
        else if (child is DirectoryInfo folder)
        {
            var reason = SkippedNames.ReasonForFolder(path) ?? (_ignore.Ignores(path, isFolder: true) ? SkipReason.Ignored : null);
            if (reason is null) Walk(folder, path + "/");
            else _files.Add(new FoundFile(path + "/", null, reason));
        }
        else if (child is FileInfo { Length: 0 })
        {
            _files.Add(new FoundFile(path, null, SpecialFile.Is(child.FullName) ? SkipReason.SpecialFile : SkipReason.Empty));
        }
        else
        {
            _files.Add(IsReadable(child) ? new FoundFile(path, child.FullName, null) : new FoundFile(path, null, SkipReason.Unreadable));
        }
    }

    private static bool IsReadable(FileSystemInfo file)
    {
        try
        {
            using var content = File.OpenRead(file.FullName);
            return true;
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }
}
