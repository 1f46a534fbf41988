using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Observability;

internal sealed class DifferenceOnlyNoted : Rule
{
    private static readonly string[] Subjects = ["usage", "meter", "meters", "metering", "ledger", "invoice", "invoices", "billing", "billed", "reconcile", "reconciler", "reconciliation", "closing"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "observability/difference-only-noted",
        Check = "reconciliation",
        Title = "A difference that the reconciliation finds is noted, and nothing comes of it",
        Severity = Severity.Medium,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The totals are compared, and where they differ a line at information level is written. Nobody is told, and the work goes on as if they agreed.",
        Remediation = "Raise an alert for each difference, and hold the invoice until somebody has looked at it.",
        Why = "A comparison whose outcome nobody reads is none: the wrong invoice goes out on the day on which the log says that it is wrong.",
        Wrong = "if (differences.length > 0) log.info({ differences }, 'totals differ');",
        Right = "if (differences.length > 0) {\n  await pageBilling('totals differ', differences);\n  return;\n}",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var noted in facts.Of(SiteKind.Mention).Where(mention => mention.Site.Target == "noted-only" && mention.Site.Is("difference")))
        {
            if (!Words.Of($"{noted.Function.Fact.Name} {noted.Function.Fact.Container} {noted.File.Path}").Overlaps(Subjects)) continue;
            if (facts.In(noted.Function).Any(site => site.Site.Kind == SiteKind.Notify && site.Site.Offset > noted.Site.Offset) || facts.In(noted.Function, SiteKind.Log).Any(log => log.Site.Target == "error" && log.Site.Offset > noted.Site.Offset && (log.Site.Within & Surroundings.Catch) == 0)) continue;
            yield return Match.Defect(noted, $"Where `{noted.Site.What}`, a message at information level is all that comes of it: nobody is told, and nothing is held back.");
        }
    }
}
