using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Aggregation;

internal sealed class PricedAtNewestPlan : Rule
{
    private static readonly string[] Charging = ["invoice", "invoices", "invoicing", "draft", "drafts", "bill", "billing", "charge", "charges", "rate", "rating", "line", "lines", "statement", "period", "price", "cost", "close", "amount", "total"];

    private static readonly string[] Current = ["current", "now", "active", "today", "latest"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "aggregation/priced-at-newest-plan",
        Check = "proration",
        Title = "The usage of a whole period is priced at its last plan",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The code knows that plans or prices change, and takes the newest one for all usage of the period, also for what was used before the change.",
        Remediation = "Split the period where the plan changes, and price the usage of each part at what held then.",
        Why = "Whoever moves to another plan on the last day is charged for the whole month at its price.",
        Wrong = "const plan = phases.at(-1).plan;\nreturn charge(await usageOf(customer, start, end), plan);",
        Right = "for (const phase of phases) lines.push(charge(await usageOf(customer, phase.start, phase.end), phase.plan));",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var newest in facts.Of(SiteKind.Mention).Where(mention => mention.Site.Target == "newest-price"))
        {
            var words = Words.Of($"{newest.Function.Fact.Name} {newest.Function.Fact.Container}");
            if (!words.Overlaps(Charging) || words.Overlaps(Current)) continue;
            if (!newest.Function.Fact.Parameters.Any(parameter => Words.Of(parameter).Overlaps(["period", "start", "end", "from", "to", "month", "since", "until", "usage", "events", "records", "invoice", "cycle"]))) continue;
            yield return Match.Defect(newest, $"`{newest.Site.What}` is the newest of `{newest.Site.Tags[0]}`, and all usage of the period is priced by it: what was used before the change is charged at another plan's price.");
        }
    }
}
