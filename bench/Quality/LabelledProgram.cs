using System.Collections.Immutable;
using Claudit.Analysis;
using Claudit.Audits;
using Claudit.Findings;
using Claudit.Submissions;

namespace Claudit.Bench.Quality;

/// <summary>A program with one planted defect, and its clean twin.</summary>
internal sealed record LabelledProgram(string Name, Label Label, ImmutableArray<Finding> Guilty, ImmutableArray<Finding> Clean)
{
    private const int Slack = 5;

    public static LabelledProgram Audit(string folder, AuditDefinition definition) => new(
        Path.GetFileName(folder),
        Label.Read(Path.Combine(folder, "label.json")),
        FindingsIn(Path.Combine(folder, "guilty"), definition),
        FindingsIn(Path.Combine(folder, "clean"), definition));

    /// <summary>The findings that overlap the planted lines, five lines of slack; for an absence, those of its section in its file.</summary>
    public IEnumerable<Finding> Hits => Guilty.Where(finding => finding.Section == Label.Section && finding.Locations.Any(location =>
        location.Path == Label.Path
        && (Label.Absence || (location.StartLine - Slack <= Label.EndLine && Label.StartLine <= location.EndLine + Slack))));

    public bool IsFound => Hits.Any();

    /// <summary>Findings of Medium or above that are not the planted defect.</summary>
    public IEnumerable<Finding> Strays => Guilty.Where(IsLoud).Except(Hits);

    /// <summary>Findings of Medium or above in the clean twin.</summary>
    public IEnumerable<Finding> FalseAlarms => Clean.Where(IsLoud);

    private static bool IsLoud(Finding finding) => finding.Severity <= Severity.Medium;

    private static ImmutableArray<Finding> FindingsIn(string folder, AuditDefinition definition)
    {
        var source = new ListedFiles();
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            source.Add(Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllBytes(path));
        }

        var reader = new SubmissionReader(source, new SubmissionLimits());
        var files = reader.Files(CancellationToken.None).ToDictionary(file => file.Path, StringComparer.Ordinal);
        var facts = EmbeddedAuditor.Link(files.Values.Select(file => EmbeddedAuditor.Analyze(file, CancellationToken.None)), CancellationToken.None);
        return
        [
            .. definition.Topics.SelectMany(section => EmbeddedAuditor.Audit(section, facts, files.GetValueOrDefault, _ => { }, CancellationToken.None).Findings),
        ];
    }
}
