using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Aggregation;

internal sealed class DistinctSummed : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "aggregation/distinct-summed",
        Check = "meter-function",
        Title = "Unique counts of several windows are added up",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "Who is counted once a day is counted again on the next. The sum of the days is not the number of unique users, devices or keys of the period.",
        Remediation = "Count the distinct identities over the whole period, from the events or from mergeable sketches.",
        Why = "A customer with ten users who come every day is charged for three hundred.",
        Wrong = "SELECT sum(active_users) FROM daily_usage WHERE day >= $1 AND day < $2",
        Right = "SELECT count(DISTINCT user_id) FROM usage_events WHERE occurred_at >= $1 AND occurred_at < $2",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var read in facts.Of(SiteKind.Read).Concat(facts.Of(SiteKind.Write)))
        {
            if (read.Site.Query is not { } query) continue;
            var sum = query.Aggregates.FirstOrDefault(aggregate => aggregate.StartsWith("sum(", StringComparison.Ordinal));
            if (sum is null) continue;
            var words = Extraction.Words.Of(sum);
            var isUnique = words.Overlaps(["unique", "uniques", "distinct", "dau", "mau", "uniq"]) || (words.Contains("active") && words.Overlaps(["users", "seats", "devices", "accounts", "members"]));
            var counts = query.Aggregates.Any(Extraction.QueryFacts.IsDistinct) && query.GroupBy.Any(TimeColumn.IsWindow);
            if (isUnique || counts) yield return Match.Defect(read, $"`{sum}` adds up unique counts of several windows: whoever is active in two of them counts twice.");
        }
    }
}
