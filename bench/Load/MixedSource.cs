using System.Globalization;
using System.Text;
using Claudit.Submissions;

namespace Claudit.Bench.Load;

/// <summary>
/// A program of a given size, the same every time: to one part copies of the sample services and the rules' fixtures, to nine parts Claudit's own source,
/// which meters nothing. Each copy has names of its own. Files are made while they are read.
/// </summary>
/// <param name="bytes">The copies end when they have this size together.</param>
internal sealed class MixedSource(long bytes) : SubmissionSource
{
    private const int PartsOfOther = 9;

    private static readonly (string Path, string Content)[] Metering = [.. FilesIn("samples"), .. FilesIn(Path.Combine("tests", "fixtures"))];
    private static readonly (string Path, string Content)[] Other = FilesIn("src");
    private static readonly string[] Renamed = ["usage", "Usage", "customer", "Customer", "token", "Token", "file", "File", "result", "Result"];

    /// <summary>The sample service, and other source up to this size.</summary>
    public static IEnumerable<(string Path, byte[] Content)> Sample(int bytes)
    {
        var left = bytes;
        foreach (var (path, content) in Metering.Where(file => file.Path.StartsWith("inference-gateway/", StringComparison.Ordinal)).Concat(Other))
        {
            if (content.Length > left) continue;
            left -= content.Length;
            yield return (path, Encoding.UTF8.GetBytes(content));
        }
    }

    /// <summary>The files of a folder, as they come, up to this size.</summary>
    public static IEnumerable<(string Path, byte[] Content)> In(string folder, long bytes)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var content = File.ReadAllBytes(file);
            if ((bytes -= content.Length) < 0) yield break;
            yield return (Path.GetRelativePath(folder, file).Replace('\\', '/'), content);
        }
    }

    public IEnumerable<(string Path, byte[] Content)> Files()
    {
        var (metering, other, made) = (0L, 0L, 0L);
        for (int nextMetering = 0, nextOther = 0; made < bytes;)
        {
            var isMetering = metering * PartsOfOther <= other;
            var (path, content) = isMetering ? Copy(Metering, nextMetering++) : Copy(Other, nextOther++);
            if (isMetering) metering += content.Length;
            else other += content.Length;
            made += content.Length;
            yield return (path, content);
        }
    }

    public override IEnumerable<SubmittedEntry> Entries(Expansion expansion) =>
        Files().Select(file => new SubmittedEntry(file.Path, () => expansion.Count(new MemoryStream(file.Content, writable: false))));

    private static (string Path, byte[] Content) Copy((string Path, string Content)[] files, int number)
    {
        var (path, content) = files[number % files.Length];
        var copy = number / files.Length;
        if (copy == 0) return (path, Encoding.UTF8.GetBytes(content));
        var name = copy.ToString(CultureInfo.InvariantCulture);
        // Of ten words one or two are others in each copy, so that copies do not call each other's functions more than chance has it.
        for (var word = copy % 3; word < Renamed.Length; word += 3) content = content.Replace(Renamed[word], Renamed[word] + name, StringComparison.Ordinal);
        return ($"copy{name}/{path}", Encoding.UTF8.GetBytes(content));
    }

    private static (string Path, string Content)[] FilesIn(string folder)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Claudit.Functions.sln")))
            root = root.Parent ?? throw new InvalidOperationException("Run it from inside the repository.");
        var start = Path.Combine(root.FullName, folder);
        return
        [
            .. Directory.EnumerateFiles(start, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(file => (Path.GetRelativePath(start, file).Replace('\\', '/'), File.ReadAllText(file))),
        ];
    }
}
