using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Transparency;

internal sealed class NoDimensions : Rule
{
    /// <summary>Columns that say whose, how much and when, and so explain nothing.</summary>
    private static readonly string[] Bare =
    [
        "id", "uuid", "customer", "tenant", "account", "org", "organization", "organisation", "workspace", "team", "user", "company", "subscriber", "subscription", "owner", "client", "quantity", "qty", "units", "unit", "amount", "value", "count", "total", "created",
        "occurred", "recorded", "at", "time", "timestamp", "ts", "date", "updated", "period", "start", "end", "idempotency", "key", "event", "external", "stripe", "status", "used", "usage", "month", "day", "sent", "inserted", "billed", "dedupe",
        "pk", "sk", "gsi", "state", "meter", "metric", "unit", "code", "name", "type", "attempts", "next", "attempt", "pending", "published", "reported", "version", "at", "hash", "partition", "expires", "ttl",
    ];

    private static readonly string[] Corrections = ["adjustment", "adjustments", "correction", "corrections", "credit", "credits", "audit", "archive"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "transparency/no-dimensions",
        Check = "detail",
        Title = "Stored usage says how much, but not what for",
        Severity = Severity.Medium,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "A usage record holds a customer, a quantity and a time. What was used, by which project, key, resource or model, is not recorded, so that no line of the invoice can be broken down.",
        Remediation = "Record with each event what explains the charge: meter, resource or model, project or API key, request id.",
        Why = "The first question about a high invoice is what caused it. Without dimensions it cannot be answered, and the amount is credited.",
        Wrong = "INSERT INTO usage_events (customer_id, quantity, occurred_at) VALUES ($1, $2, $3)",
        Right = "INSERT INTO usage_events (customer_id, quantity, occurred_at, meter, project, model, request_id) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var write in facts.Of(SiteKind.Write))
        {
            if (!write.Site.Is("insert") || write.Site.Query is not { } query || !UsageStore.HoldsEvents(query.Table) || query.Assignments.Length < 2 || Words.Of(query.Table!).Overlaps(Corrections)) continue;
            var columns = query.Assignments.Select(assignment => assignment.Column).Distinct().ToList();
            if (!columns.Any(column => Words.Of(column).Overlaps(["quantity", "qty", "units", "amount", "value", "count", "tokens", "bytes", "minutes", "cost"]))) continue;
            var telling = columns.Where(column => !Words.Of(column).All(Bare.Contains)).ToList();
            if (telling.Count == 0)
            {
                yield return Match.Defect(write, $"`{query.Table}` records {string.Join(", ", columns.Select(column => $"`{column}`"))} and nothing of what was used: no line of the invoice can be broken down.") with
                {
                    // The meter says what was used, but not by whom or on what; whether more is known is shown where a request is answered.
                    Severity = columns.Any(column => Words.Of(column).Overlaps(["meter", "metric", "type", "code", "event"])) && !facts.EntriesOf(write.Function).Any(entry => entry.Fact.Entry == EntryKind.Route) ? Severity.Low : null,
                };
            }
            else if (telling.Count >= 2)
            {
                yield return Match.Fulfilled(write, $"Each event records what explains it: {string.Join(", ", telling.Take(5).Select(column => $"`{column}`"))}.");
            }
        }

        foreach (var read in UsageView.Reads(facts))
        {
            if (read.Site.Query!.GroupBy.Length >= 2) yield return Match.Fulfilled(read, $"The view breaks usage down by {string.Join(", ", read.Site.Query.GroupBy.Take(4).Select(column => $"`{column}`"))}.");
        }
    }
}
