using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.LimitsOverage;

internal sealed class ThresholdEquality : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "limits-overage/threshold-equality",
        Check = "soft-limit",
        Title = "A threshold is only noticed when usage stands exactly on it",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "A running total is compared with a threshold by equality. Totals move in steps: one that jumps past the threshold is never noticed, one that stays on it is noticed again and again.",
        Remediation = "Compare with `>=`, and remember per customer, threshold and period that the notice went out.",
        Why = "Customers are charged overage or cut off without the warning that they were promised.",
        Wrong = "if (percentUsed === 80) await mail(customer, 'You have used 80%');",
        Right = "if (percentUsed >= 80 && (await notices.claim(customer, period, 80))) await mail(customer, 'You have used 80%');",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var compare in facts.Of(SiteKind.Compare))
        {
            if (compare.Site.Target is not ("==" or "===") || compare.Site.Is("stock") || compare.Site.Is("remembers")) continue;
            if (!compare.Site.Is("notifies") && !compare.Site.Is("refuses") && !compare.Site.Is("threshold")) continue;
            // A count that goes up by one stands on every number once.
            if ((compare.Site.Is("counted") && !facts.In(compare.Function, SiteKind.Write).Any(write => write.Site.Is("increment") && write.Site.Field("value") is { Literal: null })) || compare.Site.Field("used") is { Literal: not null }) continue;
            yield return Match.Defect(compare, $"`{compare.Site.What}` holds only while the total stands exactly on the threshold: a total that jumps past it is never noticed.");
        }

        foreach (var read in facts.Of(SiteKind.Read))
        {
            if (read.Site.Query is not { } query || !UsageStore.HoldsUsage(query.Table)) continue;
            foreach (var predicate in query.Predicates)
            {
                if (predicate.Operator == "=" && Words.Of(predicate.Column).Overlaps(["used", "usage", "percent", "pct", "consumed"]) && Words.Of(predicate.Right).Overlaps(["limit", "quota", "threshold", "allowance", "cap"]))
                {
                    yield return Match.Defect(read, $"`{predicate.Column} = {predicate.Right}` selects only totals that stand exactly on the threshold: one that jumps past it is never noticed.");
                }
            }
        }
    }
}
