using System.Collections.Immutable;
using Claudit.Findings;
using Claudit.Reports;
using Xunit;

namespace Claudit.Scoring;

public class ScoreTests
{
    [Theory]
    [InlineData(Severity.Critical, Confidence.Certain, 4.0)]
    [InlineData(Severity.Critical, Confidence.Likely, 3.2)]
    [InlineData(Severity.High, Confidence.Likely, 2.0)]
    [InlineData(Severity.Medium, Confidence.Possible, 0.5)]
    [InlineData(Severity.Low, Confidence.Possible, 0.15)]
    public void A_penalty_is_the_severitys_base_times_the_confidences_factor(Severity severity, Confidence confidence, double penalty)
    {
        var finding = SampleAudit.Finding(severity: severity, confidence: confidence);

        Assert.Equal((decimal)penalty, Penalty.Of(finding));
        Assert.Equal(0, Penalty.Of(finding with { Classification = Classification.Suggestion }));
    }

    [Fact]
    public void Findings_of_one_rule_count_a_whole_a_half_a_third_by_falling_penalty()
    {
        Finding[] findings =
        [
            SampleAudit.Finding(severity: Severity.Low), SampleAudit.Finding(severity: Severity.Critical), SampleAudit.Finding(severity: Severity.Medium),
        ];

        Assert.Equal(4m + (1m / 2) + (0.3m / 3), Penalty.Total(findings));
    }

    [Fact]
    public void Thirds_that_make_a_whole_are_a_whole()
    {
        var thirds = Enumerable.Range(0, 9).Select(i => SampleAudit.Finding(severity: Severity.Critical, rule: $"rule/{i / 3}"));

        Assert.Equal(3 * (4m + 2m) + 4m, Penalty.Total(thirds));
    }

    [Fact]
    public void The_composite_weighs_the_assessed_dimensions()
    {
        var score = Compute(
            SampleAudit.Finding("ingestion", Severity.Medium, Confidence.Certain),
            SampleAudit.Finding("deduplication", Severity.Medium, Confidence.Likely),
            SampleAudit.Finding("limits", Severity.High, Confidence.Possible));

        Assert.Equal([9.0, 9.2, 8.8, 10.0, 10.0], score.Dimensions.Select(dimension => dimension.Score));
        Assert.Equal(9.2, score.Composite); // (3 × 9.0 + 3 × 9.2 + 2 × 8.8 + 10 + 10) / 10 = 9.22
        Assert.Null(score.Capped);
    }

    [Fact]
    public void A_half_is_rounded_away_from_zero() =>
        Assert.Equal(9.9, Compute(SampleAudit.Finding("ingestion", Severity.Low, Confidence.Possible)).Dimensions[0].Score); // 9.85

    [Fact]
    public void A_dimension_never_falls_below_one()
    {
        var findings = Enumerable.Range(0, 9).Select(i => SampleAudit.Finding("ingestion", Severity.Critical, rule: $"rule/{i}"));

        Assert.Equal(1.0, Compute([.. findings]).Dimensions[0].Score);
    }

    [Theory]
    [InlineData(Severity.Critical, Confidence.Certain, 4.0)]
    [InlineData(Severity.Critical, Confidence.Likely, 4.0)]
    [InlineData(Severity.Critical, Confidence.Possible, 9.8)]
    [InlineData(Severity.High, Confidence.Likely, 7.0)]
    [InlineData(Severity.High, Confidence.Possible, 9.9)]
    [InlineData(Severity.Medium, Confidence.Certain, 9.9)]
    public void A_likely_Critical_caps_at_4_and_a_likely_High_at_7(Severity severity, Confidence confidence, double composite)
    {
        var score = Compute(SampleAudit.Finding("observability", severity, confidence));

        Assert.Equal(composite, score.Composite);
        Assert.Equal(composite is 4.0 or 7.0, score.Capped is not null);
    }

    [Fact]
    public void What_the_cap_lowered_is_said()
    {
        var score = Compute(SampleAudit.Finding("observability", Severity.Critical));

        Assert.Equal(
            "Capped at 4.0, the most that a Critical finding of CERTAIN or LIKELY confidence allows; the dimensions' mean is 9.6.",
            score.Capped);
    }

    [Fact]
    public void A_dimension_without_a_pass_or_a_failure_is_not_assessed_and_says_what_to_submit()
    {
        var results = SampleAudit.Results([]).Replace("transparency", SampleAudit.Result("transparency", Verdict.NotShown, Verdict.Unclear));
        var dimension = Score.Compute(SampleAudit.Definition, results).Dimensions[3];

        Assert.Null(dimension.Score);
        Assert.Equal("To assess it, submit the code of transparency; the tables of transparency.", dimension.Notes);
    }

    [Fact]
    public void A_failed_or_skipped_section_is_left_out_and_never_counts_as_clean()
    {
        var results = SampleAudit.Results([])
            .Replace("ingestion", Passed("ingestion") with { Status = SectionStatus.Failed, Reason = "the budget was used up" })
            .Replace("observability", Passed("observability") with { Status = SectionStatus.Skipped });
        var score = Score.Compute(SampleAudit.Definition, results);

        Assert.Equal((3, 5), (score.Assessed, score.Of));
        Assert.Equal("Event Ingestion Reliability could not be audited: the budget was used up.", score.Dimensions[0].Notes);
        Assert.Equal("Observability & Alerting was not asked for.", score.Dimensions[4].Notes);
    }

    [Fact]
    public void Without_an_assessed_dimension_there_is_no_composite()
    {
        var results = SampleAudit.Topics.Select(topic => SampleAudit.Result(topic, Verdict.NotShown, Verdict.Unclear));
        var score = Score.Compute(SampleAudit.Definition, [.. results]);

        Assert.Equal((null, 0, 5), (score.Composite, score.Assessed, score.Of));
    }

    [Fact]
    public void Notes_count_what_lowered_a_dimension_and_name_the_worst()
    {
        var score = Compute(
            SampleAudit.Finding("limits", Severity.Medium, title: "A gap"),
            SampleAudit.Finding("aggregation", Severity.High, title: "The month ends in local time", line: 20),
            SampleAudit.Finding("aggregation", Severity.High, title: "Sums a gauge", line: 30),
            SampleAudit.Finding("aggregation", Severity.Critical, classification: Classification.Suggestion, title: "A wish"));

        Assert.Equal("2 High, 1 Medium: The month ends in local time, and 2 more. Not decided: 2 of 4 checks.", score.Dimensions[2].Notes);
        Assert.Equal("Nothing found that lowers it. Not decided: 1 of 2 checks.", score.Dimensions[3].Notes);
    }

    private static SectionResult Passed(string section) => SampleAudit.Result(section, Verdict.Pass, Verdict.Pass);

    private static ReportScore Compute(params Finding[] findings) => Score.Compute(SampleAudit.Definition, SampleAudit.Results(findings));
}

internal static class SectionResultsExtensions
{
    public static ImmutableArray<SectionResult> Replace(this ImmutableArray<SectionResult> results, string section, SectionResult result) =>
        results.SetItem(results.IndexOf(results.Single(old => old.Section == section)), result);
}
