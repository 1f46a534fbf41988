using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.LimitsOverage;

internal sealed class TiersOverlap : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "limits-overage/tiers-overlap",
        Check = "hard-limit",
        Title = "Units are charged in more than one price tier",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The loop over price tiers adds a charge in each tier without keeping track of what lower tiers have charged already, so the same units are paid for again.",
        Remediation = "Charge in each tier only what lies between its bounds (`min(quantity, upTo) - from`), or carry the remainder from tier to tier.",
        Why = "Every invoice beyond the first tier is too high, by more the more a customer uses.",
        Wrong = "for (const tier of tiers) total += Math.min(quantity, tier.upTo) * tier.price;",
        Right = "for (const tier of tiers) {\n  const here = Math.min(left, tier.size);\n  total += here * tier.price;\n  left -= here;\n}",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var charge in facts.Of(SiteKind.Calculate).Where(site => site.Site.Is("tier")))
        {
            var site = charge.Site;
            if (site.Is("stuck") && !site.Is("remainder") && !site.Is("last")) yield return Match.Defect(charge, $"`{site.What}` charges each tier from `{site.Field("quantity")?.Text}` on, which does not rise from tier to tier: what lower tiers have charged is charged again.");
            else if (site.Is("capped") && (site.Is("reduced") || site.Is("remainder"))) yield return Match.Fulfilled(charge, "Each tier charges what lies between its bounds, and no unit twice.");
            else if (site.Is("remainder") || site.Is("bounded") || site.Is("last")) yield return Match.Undecided(charge, "What each tier charges depends on conditions around it.");
            else if (site.Is("capped")) yield return Match.Defect(charge, $"`{site.What}` charges from zero up to the tier's bound: what lower tiers have charged is charged again.");
            else if (site.Is("reduced")) yield return Match.Defect(charge, $"`{site.What}` charges everything above the tier's start, without stopping at its end: higher tiers charge the same units again.");
            else yield return Match.Defect(charge, $"`{site.What}` charges the same quantity in every tier that the loop reaches.");
        }
    }
}
