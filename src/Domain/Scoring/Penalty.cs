using Claudit.Findings;

namespace Claudit.Scoring;

/// <summary>What findings take off a dimension's ten points.</summary>
public static class Penalty
{
    /// <summary>Base by severity times factor by confidence, 0.15 to 4; 0 for a suggestion.</summary>
    public static decimal Of(Finding finding) =>
        finding.Classification == Classification.Suggestion ? 0 : Base(finding.Severity) * Factor(finding.Confidence);

    /// <summary>
    /// The points that findings of one dimension take together. Those of one rule count in order of falling penalty: the first
    /// whole, the second a half, the n-th 1/n, so that one habit repeated does not outweigh several different faults.
    /// </summary>
    public static decimal Total(IEnumerable<Finding> findings)
    {
        // A fixed order of addition, since thirds do not add up the same in every order.
        var total = findings
            .GroupBy(finding => finding.Rule)
            .OrderBy(rule => rule.Key, StringComparer.Ordinal)
            .Sum(rule => rule.Select(Of).OrderDescending().Select((penalty, i) => penalty / (i + 1)).Sum());

        // And thirds that add up to a whole must be that whole, or halves would be rounded by their last digit.
        return decimal.Round(total, 12);
    }

    private static decimal Base(Severity severity) => severity switch
    {
        Severity.Critical => 4m,
        Severity.High => 2.5m,
        Severity.Medium => 1m,
        _ => 0.3m,
    };

    private static decimal Factor(Confidence confidence) => confidence switch
    {
        Confidence.Certain => 1m,
        Confidence.Likely => 0.8m,
        _ => 0.5m,
    };
}
