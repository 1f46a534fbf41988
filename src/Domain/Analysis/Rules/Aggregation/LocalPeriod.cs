using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Aggregation;

internal sealed class LocalPeriod : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "aggregation/local-period",
        Check = "period-boundaries",
        Title = "Periods begin and end in the time zone of the server",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The border of the period is computed in whatever time zone the process runs in. Another machine, another setting or daylight saving time moves it by hours.",
        Remediation = "Compute the border in UTC, or in the customer's zone by its name, in one place for all that bill, limit and show usage.",
        Why = "Usage near the border falls into another period than the invoice of the provider or the page of the customer says.",
        Wrong = "const start = new Date(now.getFullYear(), now.getMonth(), 1);",
        Right = "const start = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var group in facts.Of(SiteKind.Boundary).Where(site => !site.Site.Is("compare") && !string.Equals(site.Site.Target, "calendar-month", StringComparison.Ordinal) && Metered.Concerns(facts, site)).GroupBy(site => site.Function))
        {
            var local = group.Where(site => IsLocal(facts, site)).ToList();
            if (local.Count > 0)
            {
                yield return Match.Defect(
                    local[0],
                    $"`{local[0].Site.What}` is a border in the time zone of the server: elsewhere, or after a change of the clocks, the period is another one.",
                    [.. local.Skip(1).Select(site => site.Location)]);
            }
            else if (group.FirstOrDefault(site => site.Site.Is("utc")) is { File: not null } utc)
            {
                yield return Match.Fulfilled(utc, $"`{utc.Site.What}` cuts the period in UTC.");
            }
        }
    }

    /// <summary>A border without a zone is local when the time it is made from is.</summary>
    private static bool IsLocal(SubmissionFacts facts, LinkedSite site) =>
        site.Site.Is("local")
        || (site.Site.Is("naive") && site.Site.Field("value") is { } value && facts.Origins(site, value).Any(origin => origin.Value.Has(Traits.LocalTime) && !origin.Value.Has(Traits.Utc)));
}
