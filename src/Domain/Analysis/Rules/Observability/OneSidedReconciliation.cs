using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Observability;

internal sealed class OneSidedReconciliation : Rule
{
    private static readonly string[] Own = ["ledger", "own", "ours", "our", "local", "internal", "recorded", "expected", "db", "database", "stored", "warehouse", "usage"];

    private static readonly string[] Theirs = ["provider", "remote", "theirs", "their", "counted", "metronome", "stripe", "orb", "lago", "openmeter", "external", "reported", "billed", "invoiced", "metered", "vendor", "upstream", "actual"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "observability/one-sided-reconciliation",
        Check = "reconciliation",
        Title = "The comparison only looks up what the provider has counted",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The comparison goes over the provider's totals and looks each up in the own ones. A customer or meter of whom the provider knows nothing is never looked at.",
        Remediation = "Go over the keys of both sides, and take a total that is missing for zero.",
        Why = "Usage that never arrived is what the comparison is there for, and just that leaves nothing at the provider to start from.",
        Wrong = "for (const [key, theirs] of counted) if (ledger.get(key) !== theirs) differences.push(key);",
        Right = "for (const key of new Set([...ledger.keys(), ...counted.keys()])) if ((ledger.get(key) ?? 0) !== (counted.get(key) ?? 0)) differences.push(key);",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var pair in facts.Of(SiteKind.Mention).Where(mention => mention.Site.Target == "one-sided"))
        {
            if (pair.Site.Field("over") is not { } over || pair.Site.Field("looked-up") is not { } other) continue;
            var (overWords, otherWords) = (Words.Of(over.Text), Words.Of(other.Text));
            var isTheirs = overWords.Overlaps(Theirs) && !otherWords.Overlaps(Theirs);
            var isOwn = otherWords.Overlaps(Own) && !overWords.Overlaps(Own);
            if (!(isTheirs && isOwn) && !(Compares(pair) && (isTheirs || isOwn))) continue;
            yield return Match.Defect(pair, $"Only what `{over.Text}` holds is looked up in `{other.Text}`: a total that is missing in `{over.Text}` is in no comparison.");
        }
    }

    private static bool Compares(LinkedSite site) => Words.Of($"{site.Function.Fact.Name} {site.Function.Fact.Container} {site.File.Path}").Overlaps(
        ["reconcile", "reconciler", "reconciliation", "compare", "comparison", "diff", "difference", "differences", "mismatch", "mismatches", "drift", "discrepancies", "verify", "audit", "check"]);
}
