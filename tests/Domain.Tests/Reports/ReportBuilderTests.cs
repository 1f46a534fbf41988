using Claudit.Findings;
using Claudit.Submissions;
using Xunit;

namespace Claudit.Reports;

public class ReportBuilderTests
{
    [Fact]
    public void Findings_are_numbered_in_report_order()
    {
        var report = SampleAudit.Report(
            SampleAudit.Finding("limits", Severity.Critical, title: "fifth"),
            SampleAudit.Finding("ingestion", Severity.Low, title: "third"),
            SampleAudit.Finding("ingestion", Severity.High, line: 9, title: "first"),
            SampleAudit.Finding("ingestion", Severity.High, line: 10, title: "second"),
            SampleAudit.Finding("deduplication", Severity.Medium, title: "fourth"));

        Assert.Equal(["MTR-001", "MTR-002", "MTR-003", "MTR-004", "MTR-005"], report.Findings.Select(finding => finding.Id));
        Assert.Equal(["first", "second", "third", "fourth", "fifth"], report.Findings.Select(finding => finding.Title));
    }

    [Fact]
    public void Programs_that_no_rule_reads_are_told_beside_the_posture()
    {
        var input = SampleAudit.Input([.. SampleAudit.Results([])]);
        ManifestFile[] files =
        [
            new("cmd/main.go", Language.Go, 10, 10, 1_200, "a"), new("cmd/meter.go", Language.Go, 10, 10, 34, "b"), new("page.vue", Language.Html, 10, 10, 1, "c"),
            new("meter.ex", Language.Text, 10, 10, 1, "d"), new("README.md", Language.Markdown, 10, 10, 99, "e"), new("notes.txt", Language.Text, 10, 10, 99, "f"),
            new("index.html", Language.Html, 10, 10, 99, "g"),
        ];

        var report = ReportBuilder.Build(input with { Manifest = input.Manifest with { Files = [.. input.Manifest.Files, .. files] } });

        Assert.Equal([new("Go", 2, 1_234), new("Elixir", 1, 1), new("Vue", 1, 1)], report.Submission.Unread);
        const string Told = "No rule reads Go (2 files, 1,234 lines), Elixir (1 file, 1 line), Vue (1 file, 1 line): nothing in them was judged.";
        Assert.EndsWith(Told, report.Summary.Posture, StringComparison.Ordinal);
        Assert.Contains(Told, SarifRenderer.Render(report, new Dictionary<string, RuleDescription>()), StringComparison.Ordinal);
        Assert.Empty(ReportBuilder.Build(input).Submission.Unread);
    }

    [Fact]
    public void Actions_are_every_Critical_and_High_by_severity_confidence_section_and_place()
    {
        var report = SampleAudit.Report(
            SampleAudit.Finding("ingestion", Severity.High, Confidence.Certain, title: "4"),
            SampleAudit.Finding("ingestion", Severity.Critical, Confidence.Likely, title: "3"),
            SampleAudit.Finding("limits", Severity.Critical, Confidence.Certain, title: "2"),
            SampleAudit.Finding("aggregation", Severity.Critical, Confidence.Certain, path: "z.ts", title: "1"),
            SampleAudit.Finding("deduplication", Severity.High, Confidence.Certain, title: "5"),
            SampleAudit.Finding("deduplication", Severity.Medium, Confidence.Certain, title: "none"));

        Assert.Equal(["1", "2", "3", "4", "5"], report.RankedActions().Select(action => action.Finding.Title));
        Assert.Equal([1, 2, 3, 4, 5], report.Actions.Select(action => action.Rank));
        Assert.Equal(report.Actions[0].Finding, report.Summary.HighestRisk);
        Assert.Equal(new ReportTotals(3, 2, 1, 0), report.Summary.Totals);
    }

    [Fact]
    public void There_are_always_ten_sections()
    {
        var report = ReportBuilder.Build(SampleAudit.Input([]));

        Assert.Equal(Enumerable.Range(1, 10), report.Sections.Select(section => section.Number));
        Assert.Equal(6, report.Sections.Count(section => section.Status is not null));
    }

    [Fact]
    public void A_section_without_a_result_has_failed_and_the_report_is_incomplete()
    {
        var report = ReportBuilder.Build(SampleAudit.Input(SampleAudit.Results([])[1..]));

        Assert.False(report.Complete);
        Assert.Equal("Event Ingestion Reliability: the audit ended before it.", report.IncompleteReason);
        Assert.Equal(SectionStatus.Failed, report.Sections[2].Status);
        Assert.All(report.Sections[2].Checks, check => Assert.Equal(Verdict.Unclear, check.Verdict));
        Assert.Equal((4, 5), (report.Score.Assessed, report.Score.Of));
    }

    [Fact]
    public void A_stopped_audit_says_why()
    {
        var report = ReportBuilder.Build(SampleAudit.Input(SampleAudit.Results([])) with { StopReason = "canceled by the caller" });

        Assert.Equal((false, "Canceled by the caller."), (report.Complete, report.IncompleteReason));
    }

    [Theory]
    [InlineData(Severity.Critical, "Not to be relied on as it stands: 1 Critical. Mend MTR-001 first.")]
    [InlineData(Severity.High, "At risk: 1 High. Mend MTR-001 first.")]
    [InlineData(Severity.Medium, "Sound, with gaps: 1 Medium.")]
    [InlineData(Severity.Low, "Sound, with minor gaps: 1 Low.")]
    [InlineData(null, "Sound: no findings in what the submission shows.")]
    public void The_posture_follows_the_worst_finding(Severity? worst, string posture)
    {
        var report = worst is { } severity ? SampleAudit.Report(SampleAudit.Finding(severity: severity)) : SampleAudit.Report();

        Assert.Equal(posture, report.Summary.Posture);
    }

    [Fact]
    public void A_posture_says_how_much_of_it_was_to_be_seen()
    {
        var results = SampleAudit.Results([]).SetItem(0, SampleAudit.Result("ingestion", Verdict.NotShown, Verdict.NotShown));

        var posture = ReportBuilder.Build(SampleAudit.Input(results)).Summary.Posture;

        Assert.EndsWith("Only 4 of 5 dimensions assessed.", posture, StringComparison.Ordinal);
    }

    [Fact]
    public void Languages_go_by_lines_and_have_the_names_that_people_use() => Assert.Equal(
        [new ReportLanguage("TypeScript", 2, 230), new ReportLanguage("SQL", 1, 40)],
        SampleAudit.Report().Submission.Languages.AsEnumerable());

    [Fact]
    public void Equal_submissions_have_equal_fingerprints_however_they_were_sent()
    {
        var input = SampleAudit.Input([]);
        var manifest = input.Manifest;
        var other = manifest.Files[0] with { Sha256 = new string('d', 64) };
        var reordered = input with { Manifest = manifest with { Files = [.. manifest.Files.Reverse()], Skipped = [] } };
        var changed = input with { Manifest = manifest with { Files = manifest.Files.SetItem(0, other) } };

        Assert.Equal(FingerprintOf(input), FingerprintOf(reordered));
        Assert.NotEqual(FingerprintOf(input), FingerprintOf(changed));
    }

    private static string FingerprintOf(ReportInput input) => ReportBuilder.Build(input).Submission.Fingerprint;
}
