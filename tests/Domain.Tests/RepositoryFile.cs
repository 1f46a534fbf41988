namespace Claudit;

/// <summary>A committed file that is data for the product or its reader, and not copied beside the tests.</summary>
internal static class RepositoryFile
{
    private static readonly string Root = FindRoot();

    public static string PathOf(string path) => Path.Combine(Root, path);

    public static string Read(string path) => File.ReadAllText(PathOf(path));

    /// <summary>Names from the root on, in ordinal order.</summary>
    public static IEnumerable<(string Name, string Text)> All(string folder, string pattern) =>
        Directory.EnumerateFiles(PathOf(folder), pattern, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => (Path.GetRelativePath(Root, path), File.ReadAllText(path)));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Claudit.Functions.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests have to run from inside the repository.");
        return folder.FullName;
    }
}
