using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Aggregation;

internal sealed class FixedDaysProration : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "aggregation/fixed-days-proration",
        Check = "proration",
        Title = "Partial periods are charged as if every month had the same length",
        Severity = Severity.Medium,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The share of the period is computed with a constant number of days, while periods have 28 to 31.",
        Remediation = "Divide the time that was used by the real length of this period, both taken from its own start and end.",
        Why = "In a long month the parts add up to more than the whole price, in February to less. Every change of plan is a dispute.",
        Wrong = "const due = (fee * daysLeft) / 30;",
        Right = "const due = (fee * (end - from)) / (end - start);",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        var found = new HashSet<LinkedFunction>();
        foreach (var site in facts.Of(SiteKind.Calculate).Where(site => site.Site.Is("days") && Prorates(site)))
        {
            found.Add(site.Function);
            yield return Match.Defect(site, $"`{site.Site.What}` takes every period to be {site.Site.Target} days long: in months of another length the parts do not add up to the price.");
        }

        foreach (var function in facts.Functions)
        {
            if (found.Contains(function) || !Words.Of(function.Fact.Name).Overlaps(["prorate", "prorated", "proration", "prorating"]) || function.Fact.Returns.IsEmpty) continue;
            if (!function.Fact.Returns.Any(value => value.SpeaksAny("start", "end", "total", "length", "duration", "seconds", "period"))) continue;
            yield return new Match
            {
                Kind = MatchKind.Fulfilled,
                Locations = [function.Location],
                Text = $"`{function.Fact.Name}` divides by the real length of the period.",
                Symbol = function.Fact.Name,
            };
        }
    }

    private static bool Prorates(LinkedSite site)
    {
        var words = Words.Of($"{site.Function.Fact.Name} {site.Site.What}");
        if (words.Overlaps(["prorate", "prorated", "proration", "prorating", "partial", "pro"])) return true;
        return words.Overlaps(["days", "day", "daily", "remaining", "elapsed", "unused"])
            && (words.Overlaps(["fee", "price", "amount", "cents", "charge", "credit", "refund", "monthly", "base", "cost", "allowance"]) || Metered.Concerns(site));
    }
}
