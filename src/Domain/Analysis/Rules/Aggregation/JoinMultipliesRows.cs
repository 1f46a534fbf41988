using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Aggregation;

internal sealed class JoinMultipliesRows : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "aggregation/join-multiplies-rows",
        Check = "meter-function",
        Title = "A join repeats rows of usage before they are summed",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The usage is joined with a table that may hold several rows for the same customer or event, and summed behind the join: each row of usage is counted once for each of them.",
        Remediation = "Add the usage up in a query of its own and join the sums, or join on a key of which the other table has one row.",
        Why = "A customer with two subscriptions, or an event with three tags, is charged for twice or three times the usage, and only such customers see it.",
        Wrong = """
            SELECT u.customer_id, sum(u.units) FROM usage_events u JOIN subscriptions s ON s.customer_id = u.customer_id GROUP BY 1
            """,
        Right = """
            SELECT t.customer_id, t.units FROM (SELECT customer_id, sum(units) AS units FROM usage_events GROUP BY 1) t
            """,
    };

    private static readonly string[] Several = ["tags", "tag", "labels", "label", "subscriptions", "subscription", "members", "memberships", "member", "users", "projects", "items", "keys", "addresses", "contacts", "prices", "discounts", "coupons", "contracts", "roles", "seats", "invoices", "plans"];

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var read in facts.Of(SiteKind.Read).Concat(facts.Of(SiteKind.Write)))
        {
            if (read.Site.Query is not { Joins: true, Deduplicates: false } query) continue;
            if (query.Aggregates.FirstOrDefault(aggregate => aggregate.StartsWith("sum(", StringComparison.Ordinal) && !aggregate.Contains("distinct", StringComparison.Ordinal)) is not { } sum || !query.Tables.Any(Metered.SpeaksOfEvents)) continue;
            foreach (var on in query.Predicates)
            {
                if (on.Operator != "=" || !on.Right.EndsWith("." + on.Column, StringComparison.Ordinal) || on.Right.Contains(' ', StringComparison.Ordinal)) continue;
                var many = query.Tables.FirstOrDefault(table => Words.Of(table) is var words && words.Overlaps(Several) && (!Metered.SpeaksOfEvents(table) || words.Overlaps(["tags", "tag", "labels", "label"])) && !IsKeyOf(facts, table, on.Column));
                // A row that is valid at one time is one row.
                if (many is null || query.Predicates.Any(IsValidity) || query.GroupBy.Any(column => IsOf(facts, many, column))) continue;
                yield return Match.Defect(read, $"`{sum}` stands behind a join with `{many}` on `{on.Column}`, of which it may hold several rows: each row of usage is added once for each of them.");
                break;
            }
        }
    }

    /// <summary>Whether a table has one row for each value of a column: it is called after it, or a unique key says so.</summary>
    private static bool IsKeyOf(SubmissionFacts facts, string table, string column)
    {
        foreach (var (_, shape) in facts.Tables)
        {
            if (shape.Name == table && shape.Uniques.Any(unique => unique is [var only] && only == column)) return true;
        }

        var words = Words.Of(column);
        return Words.Of(table).All(word => words.Contains(word) || words.Contains(word.TrimEnd('s'))) || column == "id";
    }

    private static bool IsValidity(PredicateFact predicate) => predicate.Operator is "<" or "<=" or ">" or ">=" or "between" or "is" && Words.Of(predicate.Column).Overlaps(["valid", "started", "ended", "start", "end", "effective", "from", "until", "canceled", "cancelled"])
        || (predicate.Operator == "=" && Words.Of(predicate.Column).Overlaps(["current", "primary", "active", "status", "default"]));

    private static bool IsOf(SubmissionFacts facts, string table, string column) => column is "id" or "tag" or "label" or "subscription_id" or "member_id" or "user_id" or "project_id" or "tag_id" or "plan_id"
        || facts.Tables.Any(each => each.Table.Name == table && each.Table.Columns.Any(own => own.Name == column) && column != "customer_id" && column != "account_id");
}
