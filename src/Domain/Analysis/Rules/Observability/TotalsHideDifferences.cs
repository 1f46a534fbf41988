using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Observability;

internal sealed class TotalsHideDifferences : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "observability/totals-hide-differences",
        Check = "reconciliation",
        Title = "Only the sums over all customers are compared",
        Severity = Severity.Medium,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The totals are known for each customer or meter, and only their sums are compared. What is missing for one and too much for another cancels out.",
        Remediation = "Compare key by key over the keys of both sides.",
        Why = "Usage that is booked to the wrong customer, the commonest of all mistakes, leaves every sum as it is.",
        Wrong = "if (sum(Object.values(ours)) !== sum(Object.values(theirs))) await page('usage differs');",
        Right = "for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) if ((ours[key] ?? 0) !== (theirs[key] ?? 0)) differences.push(key);",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var compared in facts.Of(SiteKind.Mention).Where(mention => mention.Site.Target == "totals-only"))
        {
            if (!Words.Of($"{compared.Function.Fact.Name} {compared.Function.Fact.Container} {compared.File.Path}").Overlaps(Comparing)) continue;
            yield return Match.Defect(compared, $"`{compared.Site.What}` compares the sums over all customers: what is missing for one and too much for another cancels out.");
        }
    }

    private static readonly string[] Comparing =
        ["reconcile", "reconciler", "reconciliation", "compare", "comparison", "diff", "difference", "differences", "mismatch", "mismatches", "drift", "discrepancies", "discrepancy", "verify", "agree", "agrees", "balance"];
}
