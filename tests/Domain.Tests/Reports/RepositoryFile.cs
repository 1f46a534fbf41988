namespace Claudit.Reports;

/// <summary>Files of the repository that a test speaks about.</summary>
internal static class RepositoryFile
{
    public static string PathOf(string relative)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Claudit.Functions.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No folder above the tests holds Claudit.Functions.sln.");
        }

        return Path.Combine(folder.FullName, relative);
    }
}
