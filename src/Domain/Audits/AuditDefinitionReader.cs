using System.Collections.Immutable;
using Claudit.Findings;

namespace Claudit.Audits;

/// <summary>What came of reading one definition.</summary>
/// <param name="Definition">Null exactly when there are problems.</param>
/// <param name="Problems">All of the file, by line; the pointer is <c>file:line</c>.</param>
public sealed record AuditDefinitionReading(AuditDefinition? Definition, ImmutableArray<Problem> Problems);

/// <summary>Reads <c>audit.yaml</c>. Any text gives a definition or its problems, never an exception.</summary>
public static class AuditDefinitionReader
{
    /// <summary>Longest definition, in UTF-16 units.</summary>
    public const int LongestText = YamlTree.LongestText;

    private static readonly string[] Keys =
        ["id", "version", "title", "category", "findingPrefix", "summary", "meteringMap", "reviewer", "severities", "sections", "dimensions"];

    /// <param name="file">As problems are to name it; the folder in it, if there is one, has to be the audit's id.</param>
    public static AuditDefinitionReading Read(string file, string text)
    {
        var problems = new DefinitionProblems(file);
        var root = YamlTree.Parse(text, problems);
        AuditDefinition? definition = null;
        if (root is YamlMap map)
            definition = Definition(new DefinitionFields(map, "The audit", Keys, problems), Folder(file), problems);
        else if (problems.Count == 0)
            problems.Add("type-wrong", root?.Line ?? 1, $"A definition is a mapping; begin it with the keys {string.Join(", ", Keys)}.");

        return new AuditDefinitionReading(problems.Count == 0 ? definition : null, problems.ByLine());
    }

    private static AuditDefinition Definition(DefinitionFields audit, string? folder, DefinitionProblems problems)
    {
        var sections = SectionsReader.Read(audit, problems);
        return new AuditDefinition
        {
            Id = Id(audit, folder),
            Version = Version(audit),
            Title = audit.OneLine("title", "the name that people read, such as 'Metered Billing'"),
            Category = audit.OneLine("category", "where it stands in the catalog, such as 'Billing'"),
            FindingPrefix = Prefix(audit),
            Summary = audit.Prose("summary", "what the audit looks at, in a sentence or two"),
            MeteringMap = audit.Flag("meteringMap"),
            Reviewer = Reviewer(audit),
            Severities = Severities(audit),
            Sections = sections,
            Dimensions = DimensionsReader.Read(audit, sections, problems),
        };
    }

    private static string Id(DefinitionFields audit, string? folder)
    {
        var id = audit.Id("the folder's name, such as 'metered-billing'");
        if (id.Length > 0 && folder is not null && id != folder)
            audit.Report("id-folder", "id", $"{Quoted.Name(id)} is not the folder's name: write {Quoted.Name(folder)}, or rename it.");
        return id;
    }

    private static string Version(DefinitionFields audit)
    {
        var version = audit.OneLine("version", "two numbers, such as \"1.0\"");
        var numbers = version.Split('.');
        if (version.Length > 0 && (numbers.Length != 2 || !numbers.All(IsNumber)))
            audit.Report("version-format", "version", $"{Quoted.Name(version)} is no version: write two numbers, such as \"1.0\".");
        return version;

        static bool IsNumber(string text) => text.Length is > 0 and <= 6 && text.All(char.IsAsciiDigit);
    }

    private static string Prefix(DefinitionFields audit)
    {
        var prefix = audit.OneLine("findingPrefix", "two to five capital letters that finding ids begin with, such as 'MTR'");
        if (prefix.Length > 0 && (prefix.Length is < 2 or > 5 || !prefix.All(char.IsAsciiLetterUpper)))
        {
            audit.Report("prefix-format", "findingPrefix",
                $"{Quoted.Name(prefix)} cannot begin a finding's id: write two to five capital letters, such as 'MTR'.");
        }

        return prefix;
    }

    private static Reviewer Reviewer(DefinitionFields audit)
    {
        var reviewer = audit.Map("reviewer", "'role' and 'instructions'", "The reviewer", ["role", "instructions"]);
        return reviewer is null
            ? new Reviewer("", "")
            : new Reviewer(
                reviewer.Prose("role", "who the model is to be, in a few sentences"),
                reviewer.Prose("instructions", "how the model is to reason, step by step"));
    }

    private static ImmutableArray<SeverityMeaning> Severities(DefinitionFields audit)
    {
        var meanings = audit.Map(
            "severities", "what each of Critical, High, Medium and Low means", "The severity legend", Enum.GetNames<Severity>());
        return meanings is null ? [] : [.. Enum.GetValues<Severity>().Select(Meaning)];

        SeverityMeaning Meaning(Severity severity) =>
            new(severity, meanings.OneLine($"{severity}", $"'{severity}:' with what it means for this audit"));
    }

    private static string? Folder(string file)
    {
        var parts = file.Split('/', '\\');
        return parts.Length > 1 ? parts[^2] : null;
    }
}
