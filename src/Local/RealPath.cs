namespace Claudit.Local;

/// <summary>A file's path without links in it, so that all spellings of one file are the same text.</summary>
internal static class RealPath
{
    /// <summary>As Linux has it; more lead in a circle.</summary>
    private const int MostLinks = 40;

    /// <summary>The file systems that are usual elsewhere take no notice of case.</summary>
    public static StringComparer Comparer { get; } = OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    /// <summary>
    /// The path need not exist. A link that leads to something without a path, such as an open pipe below <c>/dev/fd</c>, stays.
    /// </summary>
    public static string Of(string path) => Of(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), MostLinks);

    private static string Of(string full, int links)
    {
        if (Path.GetDirectoryName(full) is not { } folder) return full;
        var real = Path.Combine(Of(folder, links), Path.GetFileName(full));
        if (links == 0 || new FileInfo(real).LinkTarget is null) return real;
        var target = File.ResolveLinkTarget(real, returnFinalTarget: false)!;
        return Path.Exists(real) && !Path.Exists(target.FullName) ? real : Of(target.FullName, links - 1);
    }
}
