using System.Collections.Immutable;
using System.Text.Json;
using Claudit.Analysis;
using Claudit.Audits;
using Claudit.Findings;
using Claudit.Reports;
using Claudit.Scoring;
using Claudit.Submissions;
using Xunit;

namespace Claudit.Samples;

/// <summary>The audit of the sample services, whose defects are known.</summary>
public sealed class SampleServices
{
    private static readonly AuditDefinition Definition =
        AuditDefinitionReader.Read("audits/metered-billing/audit.yaml", RepositoryFile.Read("audits/metered-billing/audit.yaml")).Definition!;

    private sealed record Planted(string Section, string Check, string Path, int StartLine, int EndLine, bool Absence, string What);

    [Fact]
    public void Each_planted_defect_is_found_at_its_lines()
    {
        var planted = JsonSerializer.Deserialize<ImmutableArray<Planted>>(RepositoryFile.Read("samples/EXPECTED.json"), JsonSerializerOptions.Web);
        var findings = Audit("samples/inference-gateway").SelectMany(section => section.Findings).ToList();

        var missed = planted.Where(defect => !findings.Any(finding => finding.Section == defect.Section && finding.Locations.Any(location =>
            location.Path == defect.Path && (defect.Absence || (location.StartLine <= defect.EndLine && defect.StartLine <= location.EndLine)))));

        Assert.True(!missed.Any(), string.Join('\n', missed.Select(defect => $"{defect.Section}/{defect.Check} {defect.Path}:{defect.StartLine}: {defect.What}")));
    }

    [Fact]
    public void The_repaired_twin_has_no_finding_of_medium_or_above_and_scores_at_least_nine_and_a_half()
    {
        var sections = Audit("samples/inference-gateway-repaired");
        var loud = sections.SelectMany(section => section.Findings).Where(finding => finding.Severity <= Severity.Medium);
        Assert.True(!loud.Any(), string.Join('\n', loud.Select(finding => $"{finding.Rule} at {finding.Locations[0]}")));
        var score = Score.Compute(Definition, sections);
        Assert.Equal(score.Of, score.Assessed);
        Assert.All(score.Dimensions, dimension => Assert.True(dimension.Score >= 9.5, dimension.Id));
    }

    [Fact]
    public void A_snippet_that_only_sends_events_leaves_transparency_and_observability_not_assessed()
    {
        var score = Score.Compute(Definition, Audit("samples/snippets"));
        Assert.Null(Dimension(score, "customer-transparency").Score);
        Assert.Null(Dimension(score, "observability").Score);
        Assert.NotNull(Dimension(score, "deduplication").Score);
    }

    private static ReportDimension Dimension(ReportScore score, string id) => score.Dimensions.Single(dimension => dimension.Id == id);

    private static ImmutableArray<SectionResult> Audit(string folder)
    {
        var root = RepositoryFile.PathOf(folder);
        var source = new ListedFiles();
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            source.Add(Path.GetRelativePath(root, path).Replace('\\', '/'), File.ReadAllBytes(path));
        }

        var files = new SubmissionReader(source, new SubmissionLimits()).Files(CancellationToken.None).ToDictionary(file => file.Path);
        var facts = EmbeddedAuditor.Link(files.Values.Select(file => EmbeddedAuditor.Analyze(file, CancellationToken.None)), CancellationToken.None);
        return [.. Definition.Topics.Select(section => EmbeddedAuditor.Audit(section, facts, files.GetValueOrDefault, _ => { }, CancellationToken.None))];
    }
}
