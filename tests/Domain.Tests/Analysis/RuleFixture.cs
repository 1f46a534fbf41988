using Claudit.Analysis.Rules;
using Claudit.Submissions;

namespace Claudit.Analysis;

/// <summary>
/// One small program that proves a rule: a file, or a folder of files, called after the rule up to the first dot
/// (<c>no-usage-view.guilty.ts</c>, <c>no-usage-view.innocent/</c>). Comments in it say what must and must not be found.
/// </summary>
internal sealed record RuleFixture(string Name, IReadOnlyList<SourceFile> Files)
{
    private static readonly string[] Marks = ["finding", "ok", "todo", "finding-in-file"];

    public static IEnumerable<RuleFixture> Of(Rule rule)
    {
        var folder = RepositoryFile.PathOf(Path.Combine("tests", "fixtures", rule.Info.Section));
        if (!Directory.Exists(folder)) yield break;
        var stem = rule.Info.Id[(rule.Info.Section.Length + 1)..];
        foreach (var path in Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal))
        {
            if (Path.GetFileName(path).Split('.')[0] != stem) continue;
            yield return new RuleFixture(
                Path.GetFileName(path),
                Directory.Exists(path)
                    ? [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => Read(path, file))]
                    : [Read(folder, path)]);
        }
    }

    public IEnumerable<Language> Languages => Files.Select(file => file.Language).Distinct();

    /// <summary>The places that a comment speaks of: for a mark on a line, the next line that is not a mark itself; for a whole file, line 0.</summary>
    public IEnumerable<(string Mark, string Path, int Line)> MarksOf(Rule rule)
    {
        foreach (var file in Files)
        {
            var lines = file.Text.Split('\n');
            for (var index = 0; index < lines.Length; index++)
            {
                if (MarkOn(lines[index]) is not var (mark, id) || id != rule.Info.Id) continue;
                var next = index + 1;
                while (next < lines.Length && MarkOn(lines[next]) is not null) next++;
                yield return (mark, file.Path, mark == "finding-in-file" ? 0 : next + 1);
            }
        }
    }

    private static (string Mark, string Rule)? MarkOn(string line)
    {
        var text = line.Trim().TrimStart('/', '#', '-', '*', ' ').TrimEnd();
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 && Marks.Contains(text[..colon]) ? (text[..colon], text[(colon + 2)..]) : null;
    }

    private static SourceFile Read(string root, string path) => new(
        Path.GetRelativePath(root, path).Replace('\\', '/'),
        Path.GetExtension(path) switch
        {
            ".ts" or ".tsx" => Language.TypeScript,
            ".js" => Language.JavaScript,
            ".py" => Language.Python,
            ".cs" => Language.CSharp,
            ".sql" => Language.Sql,
            ".yml" or ".yaml" => Language.Yaml,
            _ => Language.Text,
        },
        File.ReadAllText(path));
}
