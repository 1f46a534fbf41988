using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.LimitsOverage;

internal sealed class AllowancePerEvent : Rule
{
    private static readonly string[] Parts =
    [
        "event", "events", "record", "records", "day", "days", "daily", "hour", "hours", "hourly", "request", "requests", "call", "calls", "entry", "entries", "sample", "samples", "log", "logs", "reading", "readings", "usages", "bucket", "buckets",
        "week", "weeks", "session", "sessions", "job", "jobs",
    ];

    private static readonly string[] Wholes = ["customer", "customers", "account", "accounts", "subscription", "subscriptions", "tenant", "tenants", "meter", "meters", "plan", "plans", "org", "orgs", "invoice", "invoices", "month", "months", "period", "periods", "total", "totals", "summary"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "limits-overage/allowance-per-event",
        Check = "hard-limit",
        Title = "The included amount is taken off each event instead of the period's total",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The allowance of the plan is subtracted inside a loop over parts of the period. Each part gets the whole allowance anew, so that hardly any overage is ever charged.",
        Remediation = "Add the quantities up for the billing period first, then take the included amount off once.",
        Why = "A customer with a thousand small events is charged nothing, one with a single large event is charged in full for the same usage.",
        Wrong = "for (const event of events) overage += Math.max(0, event.quantity - plan.included);",
        Right = "const total = events.reduce((sum, event) => sum + event.quantity, 0);\nconst overage = Math.max(0, total - plan.included);",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var math in facts.Of(SiteKind.Calculate).Where(site => site.Site.Is("allowance")))
        {
            var around = math.Site.Tags.Where(tag => tag.StartsWith("each:", StringComparison.Ordinal)).Select(tag => tag[5..]).ToList();
            // Rows of usage are parts as well; rows of anything else may be totals.
            if (around.Intersect(["row", "rows", "item", "items", "line"]).Any() && around.Contains("usage")) around.Add("record");
            if (around.Intersect(Parts).Any() && !around.Intersect(Wholes).Any() && math.Site.Field("quantity") is { } quantity && quantity.HasAny(Traits.Field))
            {
                yield return Match.Defect(math, $"`{math.Site.What}` takes the whole included amount off each {around.Intersect(Parts).First()}: over a period, it is given many times.");
            }
            else if (around.Count == 0)
            {
                yield return Match.Fulfilled(math, "The included amount is taken off once, from a total.");
            }
        }

        foreach (var kind in (SiteKind[])[SiteKind.Read, SiteKind.Write])
        {
            foreach (var query in facts.Of(kind))
            {
                var aggregate = query.Site.Query?.Aggregates.FirstOrDefault(each => each.StartsWith("sum", StringComparison.Ordinal) && each.Contains("greatest", StringComparison.Ordinal) && Extraction.Words.Of(each).Overlaps(["included", "allowance", "free"]));
                if (aggregate is not null) yield return Match.Defect(query, $"`{aggregate}` takes the whole included amount off each row before adding up: over a period, it is given many times.");
            }
        }
    }
}
