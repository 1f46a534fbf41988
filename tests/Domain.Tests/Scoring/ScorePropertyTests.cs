using System.Collections.Immutable;
using Claudit.Findings;
using Claudit.Reports;
using Xunit;

namespace Claudit.Scoring;

/// <summary>Laws of the score, on random findings and verdicts.</summary>
public class ScorePropertyTests
{
    private const int Rounds = 2_000;

    [Fact]
    public void Adding_a_finding_to_an_assessed_dimension_never_raises_a_score() => ForRandomResults((random, results) =>
    {
        var before = Compute(results);
        var added = SampleAudit.RandomFindings(random, 1)[0];
        var after = Compute(With(results, added));
        if (DimensionOf(before, added).Score is null) return;

        Assert.True(after.Composite <= before.Composite, $"{before.Composite} rose to {after.Composite}");
        Assert.All(before.Dimensions.Zip(after.Dimensions), pair => Assert.True(pair.First.Score is null || pair.Second.Score <= pair.First.Score));
    });

    [Fact]
    public void A_suggestion_never_changes_the_score() => ForRandomResults((random, results) =>
    {
        var suggestion = SampleAudit.RandomFindings(random, 1)[0] with { Classification = Classification.Suggestion };

        AssertSame(Compute(results), Compute(With(results, suggestion)));
    });

    [Fact]
    public void Order_never_matters() => ForRandomResults((random, results) =>
    {
        var shuffled = results.Select(result => result with { Findings = Shuffled(random, result.Findings) }).ToArray();
        random.Shuffle(shuffled);

        AssertSame(Compute(results), Compute([.. shuffled]));
    });

    [Fact]
    public void A_dimension_is_within_1_and_10_with_one_decimal() => ForRandomResults((_, results) =>
        Assert.All(Compute(results).Dimensions.Where(dimension => dimension.Score is not null), dimension =>
        {
            Assert.InRange(dimension.Score!.Value, 1, 10);
            Assert.Equal(Math.Round(dimension.Score.Value, 1), dimension.Score.Value);
        }));

    [Fact]
    public void The_composite_is_between_the_lowest_and_the_highest_dimension_or_at_a_cap() => ForRandomResults((_, results) =>
    {
        var score = Compute(results);
        var assessed = score.Dimensions.Where(dimension => dimension.Score is not null).Select(dimension => dimension.Score!.Value).ToList();
        if (assessed.Count == 0)
        {
            Assert.Null(score.Composite);
            return;
        }

        Assert.Equal(assessed.Count, score.Assessed);
        if (score.Capped is not null) Assert.True(score.Composite is 4.0 or 7.0);
        else Assert.InRange(score.Composite!.Value, assessed.Min(), assessed.Max());
    });

    [Fact]
    public void It_is_capped_exactly_while_a_likely_Critical_or_High_stands() => ForRandomResults((_, results) =>
    {
        var standing = results.SelectMany(result => result.Findings)
            .Where(finding => finding.Classification != Classification.Suggestion && finding.Confidence != Confidence.Possible)
            .Select(finding => finding.Severity)
            .ToHashSet();
        var composite = Compute(results).Composite ?? 1;

        if (standing.Contains(Severity.Critical)) Assert.True(composite <= 4.0);
        else if (standing.Contains(Severity.High)) Assert.True(composite <= 7.0);
        else Assert.Null(Compute(results).Capped);
    });

    private static void ForRandomResults(Action<Random, ImmutableArray<SectionResult>> law)
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var bySection = SampleAudit.RandomFindings(random, random.Next(0, 14)).ToLookup(finding => finding.Section);
            law(random, [.. SampleAudit.Topics.Select(topic => SampleAudit.Result(
                topic, (Verdict)random.Next(4), (Verdict)random.Next(4), [.. bySection[topic]]))]);
        }
    }

    private static ImmutableArray<SectionResult> With(ImmutableArray<SectionResult> results, Finding finding) =>
        [.. results.Select(result => result.Section == finding.Section ? result with { Findings = result.Findings.Add(finding) } : result)];

    private static ImmutableArray<Finding> Shuffled(Random random, ImmutableArray<Finding> findings)
    {
        var shuffled = findings.ToArray();
        random.Shuffle(shuffled);
        return [.. shuffled];
    }

    private static ReportDimension DimensionOf(ReportScore score, Finding finding) => score.Dimensions.Single(dimension =>
        dimension.Id == SampleAudit.Definition.Dimensions.Single(definition => definition.Sections.Contains(finding.Section)).Id);

    private static void AssertSame(ReportScore expected, ReportScore actual)
    {
        Assert.Equal((expected.Composite, expected.Capped), (actual.Composite, actual.Capped));
        Assert.Equal(expected.Dimensions.AsEnumerable(), actual.Dimensions);
    }

    private static ReportScore Compute(ImmutableArray<SectionResult> results) => Score.Compute(SampleAudit.Definition, results);
}
