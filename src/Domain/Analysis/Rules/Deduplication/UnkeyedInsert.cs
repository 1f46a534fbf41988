using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Deduplication;

internal sealed class UnkeyedInsert : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "deduplication/unkeyed-insert",
        Check = "retry-safety",
        Title = "A message that is delivered twice becomes two rows of usage",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The consumer inserts a row of usage for each delivery. No unique key of the table holds what identifies the message, so the second delivery is stored beside the first.",
        Remediation = "Store the id of the message or fact under a unique constraint, and insert with ON CONFLICT DO NOTHING.",
        Why = "Everything that adds up the rows later counts the repeated ones, and nothing in them tells which they are.",
        Wrong = "INSERT INTO usage_events (customer, units) VALUES ($1, $2)",
        Right = "INSERT INTO usage_events (event_id, customer, units) VALUES ($1, $2, $3) ON CONFLICT (event_id) DO NOTHING",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var write in Redelivery.Writes(facts, EntryKind.Consumer))
        {
            if (write.Site.Query is not { Verb: "insert" or "merge" } query || write.Site.Is("increment") || write.Site.Is("wrapped")) continue;
            if ((query.OnConflict is "nothing" or "update" && !NeverConflicts(facts, query)) || (write.Site.Is("claim") && !write.Site.Fields.Any(field => IsIdentity(field.Name) && field.Value.Has(Traits.Random))))
            {
                yield return Match.Fulfilled(write, $"A row that `{query.Table}` has already is not stored twice.");
            }
            else if (query.Assignments.IsEmpty || !IsRepeatable(facts, write, query) || Guards.Near(facts, write) is not null)
            {
                if (Guards.IsKeyed(facts, query) && Identity(write) is { } kept && !kept.Has(Traits.Random)) yield return Match.Fulfilled(write, $"A unique key of `{query.Table}` refuses a second row for the same message.");
            }
            else
            {
                yield return Match.Defect(write, $"Each delivery of a message inserts a row into `{query.Table}`, and no unique key holds what identifies the message: one that comes again is counted again.");
            }
        }
    }

    /// <summary>Whether the same message can be stored twice: the row has no identity of the message, a fresh one, or one that the table does not guard.</summary>
    private static bool IsRepeatable(SubmissionFacts facts, LinkedSite write, QueryFact query)
    {
        if (Identity(write) is { } identity && identity.Has(Traits.Random)) return true;
        var hasIdentity = query.Assignments.Any(assignment => IsIdentity(assignment.Column));
        return !hasIdentity || (Guards.IsShown(facts, query) && !Guards.IsKeyed(facts, query));
    }

    /// <summary>Whether the row is given no value for any unique key of its table, as shown: each has a fresh one, and no conflict ever arises.</summary>
    private static bool NeverConflicts(SubmissionFacts facts, QueryFact query) => !query.Assignments.IsEmpty && Guards.IsShown(facts, query) && !Guards.IsKeyed(facts, query)
        && facts.Tables.Any(each => each.Table.IsCalled(query.Table) && !each.Table.Uniques.IsEmpty);

    private static Value? Identity(LinkedSite write) => write.Site.Fields.FirstOrDefault(field => IsIdentity(field.Name))?.Value;

    private static bool IsIdentity(string column)
    {
        var words = Words.Of(column);
        return words.Overlaps(["id", "uuid", "key", "idempotency", "hash", "ref", "sequence", "offset"])
            && !words.Overlaps(["customer", "account", "org", "organization", "tenant", "user", "team", "workspace", "subscription", "project", "meter", "plan", "feature", "model", "api"]);
    }
}
