using Claudit.Findings;
using Xunit;

namespace Claudit.Reports;

public sealed class ReportExcerptTests
{
    private static readonly Report Whole = SampleAudit.Report(
        SampleAudit.Finding(severity: Severity.Low, line: 1),
        SampleAudit.Finding(severity: Severity.High, line: 20),
        SampleAudit.Finding("aggregation", Severity.Medium, line: 30),
        SampleAudit.Finding("aggregation", Severity.High, line: 40));

    [Theory]
    [InlineData(Severity.Low)]
    [InlineData(Severity.Medium)]
    [InlineData(Severity.High)]
    [InlineData(Severity.Critical)]
    public void Findings_below_the_severity_are_counted_and_not_shown(Severity least)
    {
        var excerpt = Whole.AtLeast(least);

        Assert.Equal(Whole.Findings.Where(finding => finding.Severity <= least).Select(finding => finding.Id), excerpt.Findings.Select(finding => finding.Id));
        Assert.Equal(Whole.Score, excerpt.Score);
        Assert.Equal(Whole.Summary.Totals, excerpt.Summary.Totals);
        Assert.Equal(Whole.Sections.Select(section => section.Checks), excerpt.Sections.Select(section => section.Checks));
    }

    [Fact]
    public void Nothing_speaks_of_a_finding_that_is_not_shown()
    {
        Assert.NotNull(Whole.Summary.HighestRisk);

        var excerpt = Whole.AtLeast(Severity.Critical);

        Assert.Empty(excerpt.Actions);
        Assert.Null(excerpt.Summary.HighestRisk);
    }
}
