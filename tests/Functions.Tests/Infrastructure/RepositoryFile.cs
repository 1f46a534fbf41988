namespace Claudit.Infrastructure;

/// <summary>A committed file that is data for who deploys or operates the function app.</summary>
internal static class RepositoryFile
{
    private static string Root { get; } = FindRoot();

    public static string PathOf(string path) => Path.Combine(Root, path);

    public static string Read(string path) => File.ReadAllText(PathOf(path));

    public static IEnumerable<(string Name, string Text)> All(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => (Path.GetRelativePath(Root, path), File.ReadAllText(path)));

    public static bool Exists(string path) => Path.Exists(PathOf(path));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Claudit.Functions.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests have to run from inside the repository.");
        return folder.FullName;
    }
}
