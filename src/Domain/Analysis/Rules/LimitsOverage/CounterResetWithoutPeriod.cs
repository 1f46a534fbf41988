using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.LimitsOverage;

internal sealed class CounterResetWithoutPeriod : Rule
{
    private static readonly string[] Periods = ["period", "cycle", "reset", "resets", "renew", "renews", "renewal", "anchor", "month", "window", "billing", "next", "end", "ends", "until", "expires"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "limits-overage/counter-reset-without-period",
        Check = "enforcement",
        Title = "A job sets usage counters to zero without a billing period in the key",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "One row a customer is set back to 0 by a job. What is used while it runs is lost, a job that runs twice or not at all gives or takes an allowance, and every customer is reset on the same day whatever their period is.",
        Remediation = "Put the start of the customer's billing period into the key of the counter. A new period then begins with a new row and nothing has to be reset.",
        Why = "Usage recorded between the last reading and the reset is never billed, and limits follow the calendar rather than the contract.",
        Wrong = "await db.query('UPDATE quotas SET used = 0');",
        Right = "await db.query('INSERT INTO quotas (customer, period_start, used) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING', [customer, period.start]);",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var write in facts.Of(SiteKind.Write))
        {
            if (write.Site.Query is not { Verb: "update" } query || query.Predicates.Any(predicate => Words.Of(predicate.Column).Overlaps(Periods))) continue;
            var reset = query.Assignments.FirstOrDefault(assignment => assignment.Right is "0" or "0.0" && Words.Of(assignment.Column).Overlaps(["used", "usage", "consumed", "spent", "count", "tokens", "requests", "calls", "quantity", "total", "minutes"]));
            if (reset is null || query.Assignments.Any(assignment => Words.Of(assignment.Column).Overlaps(["period", "cycle", "anchor"]))) continue;
            var entries = facts.EntriesOf(write.Function).Select(entry => entry.Fact.Entry).ToHashSet();
            var isScheduled = entries.Contains(EntryKind.Schedule) || Words.Of(write.Function.Fact.Name).Overlaps(["monthly", "month", "daily", "cron", "job", "scheduled", "all"]);
            // A reset that a payment or a plan change asks for concerns one customer at one known time.
            if (!isScheduled && !query.Predicates.IsEmpty) continue;
            yield return Match.Defect(write, $"`{query.Table}.{reset.Column}` is set to 0 {(query.Predicates.IsEmpty ? "for every customer" : "")} without a billing period: what is used meanwhile is lost, and a second run resets again.".Replace("  ", " ", StringComparison.Ordinal));
        }
    }
}
