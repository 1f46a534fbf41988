using System.Collections.Immutable;
using System.Text;

namespace Claudit.Bench.Fuzz.Mutation;

/// <summary>Files of the repository that inputs are made from: the rules' fixtures, the sample services, the labelled programs.</summary>
internal static class Seeds
{
    private const int Longest = 8_000;

    private static readonly Lazy<ImmutableArray<SeedFile>> Files = new(() => [.. All()]);

    /// <summary>Those whose names end in one of <paramref name="endings"/>.</summary>
    public static ImmutableArray<SeedFile> Of(params string[] endings) =>
        [.. Files.Value.Where(file => endings.Any(ending => file.Path.EndsWith(ending, StringComparison.Ordinal)))];

    private static IEnumerable<SeedFile> All() =>
        from folder in (string[])["tests/fixtures", "samples", "bench/Quality/corpus"]
        from file in RepositoryFile.All(folder, "*")
        where file.Text.Length is > 0 and < Longest
        let parts = file.Name.Replace('\\', '/').Split('/')
        // Below `tests` a file would be a test, and in its own folder it is what it was written as.
        select new SeedFile(string.Join('/', folder == "tests/fixtures" ? ["src", parts[^1]] : parts[^Math.Min(3, parts.Length)..]), Encoding.UTF8.GetBytes(file.Text));
}

internal sealed record SeedFile(string Path, byte[] Content);
