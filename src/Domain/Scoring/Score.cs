using System.Collections.Immutable;
using System.Globalization;
using Claudit.Audits;
using Claudit.Findings;
using Claudit.Reports;

namespace Claudit.Scoring;

/// <summary>The score of an audit: the same for the same findings and verdicts, whatever their order.</summary>
public static class Score
{
    private const decimal CriticalCap = 4.0m;
    private const decimal HighCap = 7.0m;

    /// <summary>
    /// Dimension: ten less the penalties of its sections' findings, 1 to 10; not assessed when none of its checks is a pass or a
    /// failure. Composite: the weighted mean of the assessed dimensions as shown, capped while a Critical or High finding of at
    /// least LIKELY confidence stands. Both are rounded half away from zero to one decimal.
    /// </summary>
    public static ReportScore Compute(AuditDefinition definition, IReadOnlyList<SectionResult> results)
    {
        var dimensions = definition.Dimensions.Select(dimension => DimensionScore(definition, dimension, results)).ToImmutableArray();
        var assessed = dimensions.Where(dimension => dimension.Score is not null).ToList();
        if (assessed.Count == 0) return new ReportScore(null, 0, dimensions.Length, null, dimensions);

        var mean = Rounded(
            assessed.Sum(dimension => (decimal)dimension.Score!.Value * (decimal)dimension.Weight) /
            assessed.Sum(dimension => (decimal)dimension.Weight));
        var (composite, capped) = Capped(mean, results);
        return new ReportScore((double)composite, assessed.Count, dimensions.Length, capped, dimensions);
    }

    private static ReportDimension DimensionScore(
        AuditDefinition definition, DimensionDefinition dimension, IReadOnlyList<SectionResult> results)
    {
        var sections = definition.Topics.Where(topic => dimension.Sections.Contains(topic.Id, StringComparer.Ordinal)).ToList();
        var audited = results
            .Where(result => sections.Exists(section => section.Id == result.Section))
            .Where(result => result.Status is SectionStatus.Audited or SectionStatus.Partial)
            .ToList();
        var decided = audited.SelectMany(result => result.Checks).Any(check => check.Verdict is Verdict.Pass or Verdict.Fail);
        return decided
            ? new(dimension.Id, dimension.Title, dimension.Weight, Points(audited), DimensionNotes.Assessed(sections, audited))
            : new(dimension.Id, dimension.Title, dimension.Weight, null, DimensionNotes.NotAssessed(sections, results));
    }

    private static double Points(List<SectionResult> audited) =>
        (double)Rounded(Math.Clamp(10 - Penalty.Total(audited.SelectMany(result => result.Findings)), 1, 10));

    private static (decimal Composite, string? Capped) Capped(decimal mean, IReadOnlyList<SectionResult> results)
    {
        var worst = results
            .SelectMany(result => result.Findings)
            .Where(finding => finding.Classification != Classification.Suggestion)
            .Where(finding => finding.Confidence is Confidence.Certain or Confidence.Likely)
            .Select(finding => finding.Severity)
            .DefaultIfEmpty(Severity.Low)
            .Min();
        var cap = worst switch { Severity.Critical => CriticalCap, Severity.High => HighCap, _ => 10m };
        return mean <= cap
            ? (mean, null)
            : (cap, string.Create(CultureInfo.InvariantCulture,
                $"Capped at {cap:0.0}, the most that a {worst} finding of CERTAIN or LIKELY confidence allows; the dimensions' mean is {mean:0.0}."));
    }

    private static decimal Rounded(decimal value) => decimal.Round(value, 1, MidpointRounding.AwayFromZero);
}
