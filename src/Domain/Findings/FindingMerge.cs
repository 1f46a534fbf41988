using System.Collections.Immutable;

namespace Claudit.Findings;

/// <summary>Makes one finding of several that say the same: one rule, overlapping lines of one file.</summary>
public static class FindingMerge
{
    /// <summary>
    /// The findings in <see cref="FindingOrder"/>. Of duplicates the first in that order stays and takes the others' locations
    /// behind its own. Findings overlap by their first locations; a chain of overlaps is one finding.
    /// </summary>
    public static ImmutableArray<Finding> Merge(IEnumerable<Finding> findings) =>
    [
        .. findings
            .GroupBy(finding => (finding.Rule, finding.Locations[0].Path))
            .SelectMany(group => Chains(group.OrderBy(finding => finding.Locations[0].StartLine)))
            .Select(AsOne)
            .Order(FindingOrder.Instance),
    ];

    private static List<List<Finding>> Chains(IEnumerable<Finding> byStart)
    {
        var chains = new List<List<Finding>>();
        var end = 0;
        foreach (var finding in byStart)
        {
            if (chains.Count == 0 || finding.Locations[0].StartLine > end) chains.Add([]);
            chains[^1].Add(finding);
            end = Math.Max(end, finding.Locations[0].EndLine);
        }

        return chains;
    }

    private static Finding AsOne(List<Finding> chain)
    {
        chain.Sort(FindingOrder.Instance);
        return chain.Count == 1
            ? chain[0]
            : chain[0] with { Locations = [.. chain.SelectMany(finding => finding.Locations).Distinct()] };
    }
}
