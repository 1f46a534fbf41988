using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Aggregation;

internal sealed class PlanChangeUnprorated : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "aggregation/plan-change-unprorated",
        Check = "proration",
        Title = "A change of plan charges whole periods on both sides",
        Severity = Severity.Medium,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The plan is changed in the middle of a period, and neither the unused part of the old plan nor the used part of the new one is worked out.",
        Remediation = "Credit what is left of the old plan's period and charge the new plan from the moment of the change, both by the real length of the period.",
        Why = "Customers who upgrade pay twice for the same days, those who downgrade lose what they have paid, and each of them writes to support.",
        Wrong = """
            await stripe.subscriptions.update(id, { items, proration_behavior: 'none' });
            """,
        Right = """
            await stripe.subscriptions.update(id, { items, proration_behavior: 'create_prorations' });
            """,
    };

    private static readonly string[] Shares = ["prorate", "prorated", "proration", "prorations", "remaining", "unused", "fraction", "ratio", "share", "elapsed", "days", "left", "portion", "credit", "partial"];

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var change in facts.Of(SiteKind.Mention).Where(mention => mention.Site.Target == "proration"))
        {
            if (change.Site.Field("behavior")?.Literal is not { } behavior) continue;
            if (behavior != "none") yield return Match.Fulfilled(change, $"`{change.Site.What}` has the provider prorate the change.");
            else if (!Words.Of(change.Function.Fact.Name).Overlaps(["renew", "end", "cancel", "schedule", "period"])) yield return Match.Defect(change, $"`{change.Site.What}` changes the subscription in the middle of its period and tells the provider to prorate nothing.");
        }

        foreach (var function in facts.Functions.Where(Changes))
        {
            var sites = facts.In(function).ToList();
            var change = sites.Find(site => site.Site is { Kind: SiteKind.Write, Query.Verb: "update" } && site.Site.Query!.Assignments.Any(assignment => Words.Of(assignment.Column).Overlaps(["plan", "tier", "price"])));
            var charge = sites.Find(site => site.Site.Kind is SiteKind.Write or SiteKind.Call && site.Site.Fields.Any(field => Words.Of(field.Name).Overlaps(["amount", "cents", "total", "price"]) && field.Value.SpeaksAny("price", "fee", "monthly", "cents") && field.Value.Has(Traits.Field)));
            if (change.File is null || charge.File is null || sites.Any(SpeaksOfShares) || function.Fact.Returns.Any(value => value.SpeaksAny(Shares))) continue;
            yield return Match.Defect(charge, $"`{function.Fact.Name}` changes the plan and charges its whole price, whatever part of the period is left, and credits nothing of the old one.", change.Location);
        }
    }

    private static bool Changes(LinkedFunction function) => Words.Of(function.Fact.Name) is var words
        && (words.Overlaps(["upgrade", "downgrade"]) || (words.Overlaps(["change", "switch", "swap", "move"]) && words.Overlaps(["plan", "tier", "subscription"])));

    private static bool SpeaksOfShares(LinkedSite site) => Words.Of(site.Site.What).Overlaps(Shares) || site.Site.Fields.Any(field => field.Value.SpeaksAny(Shares) || Words.Of(field.Name).Overlaps(Shares));
}
