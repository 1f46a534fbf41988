namespace Claudit;

/// <summary>A committed file that is data for the product or its reader, and not copied beside the tests.</summary>
internal static class RepositoryFile
{
    public static string PathOf(string path) => Path.Combine(Root(), path);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root(), path));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Claudit.Functions.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests have to run from inside the repository.");
        return folder.FullName;
    }
}
