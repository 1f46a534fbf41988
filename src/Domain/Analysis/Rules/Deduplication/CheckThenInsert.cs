using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Deduplication;

internal sealed class CheckThenInsert : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "deduplication/check-then-insert",
        Check = "retry-safety",
        Title = "Duplicates are looked for before the write, and not refused by it",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The code looks whether the event is known, and then writes it. Two deliveries at the same time both find nothing, and both write.",
        Remediation = "Let the write itself refuse the second: a unique constraint with ON CONFLICT DO NOTHING, or a conditional write.",
        Why = "A redelivery often arrives while the first delivery is still being worked on, which is just when the look-up finds nothing.",
        Wrong = "if (!(await db.find(event.id))) await db.insert(event);",
        Right = "await db.query('INSERT INTO usage_events … ON CONFLICT (event_id) DO NOTHING');",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts) => InTables(facts).Concat(InKeys(facts));

    private static IEnumerable<Match> InTables(SubmissionFacts facts)
    {
        foreach (var write in facts.Of(SiteKind.Write))
        {
            if (write.Site.Query is not { Verb: "insert", OnConflict: null } query || !IsUsage(query.Table) || query.Aggregates.Length > 0) continue;
            var read = facts.In(write.Function, SiteKind.Read).LastOrDefault(read => read.Site.Offset < write.Site.Offset && read.Site.Query is { } looked && looked.Table == query.Table
                && looked.Predicates.Any(predicate => predicate.Operator == "=" && IsIdentity(predicate.Column)) && !read.Site.Is("sum") && !looked.Locks);
            if (read.File is null || (write.Site.Within & Surroundings.Lock) != 0 || IsOfAnother(write, read)) continue;
            if (Guards.IsKeyed(facts, query) || IsByPrimaryKey(facts, query, read.Site.Query!) || IsByShownKey(facts, query, read.Site.Query!))
            {
                yield return Match.Fulfilled(write, $"A unique key of `{query.Table}` refuses what the look-up before it misses.");
                continue;
            }

            yield return Match.Defect(
                write,
                $"The look-up in `{query.Table}` and the insert are two steps: two deliveries at the same time both find nothing and both insert.",
                read.Location) with
            { Confidence = Guards.IsShown(facts, query) ? null : Confidence.Possible };
        }
    }

    /// <summary>Whether what is inserted is a new thing with an identity of its own, and the look-up was for another that exists.</summary>
    private static bool IsOfAnother(LinkedSite write, LinkedSite read) => read.Site.Query!.Predicates.Where(predicate => predicate.Operator == "=" && IsIdentity(predicate.Column))
        .All(predicate => write.Site.Field(predicate.Column) is { } given && given.HasAny(Traits.Random) && !(read.Site.Field(predicate.Column)?.Has(Traits.Random) ?? false));

    /// <summary>Whether what is looked for is the column <c>id</c>, which the insert gives: where the table is not shown, it is the primary key by every framework's convention.</summary>
    private static bool IsByPrimaryKey(SubmissionFacts facts, QueryFact insert, QueryFact lookup) =>
        lookup.Predicates.Any(predicate => predicate is { Column: "id", Operator: "=" }) && insert.Assignments.Any(assignment => assignment.Column == "id") && !Guards.IsShown(facts, insert);

    /// <summary>Whether a row whose columns are given elsewhere is looked for by a unique key of its table.</summary>
    private static bool IsByShownKey(SubmissionFacts facts, QueryFact insert, QueryFact lookup) => insert.Assignments.IsEmpty
        && facts.Tables.Any(each => each.Table.IsCalled(insert.Table) && each.Table.Uniques.Any(unique => unique.All(column => lookup.Predicates.Any(predicate => predicate.Column == column && predicate.Operator == "="))));

    private static IEnumerable<Match> InKeys(SubmissionFacts facts)
    {
        foreach (var write in facts.Of(SiteKind.Write).Where(write => write.Site.Is("key") && write.Site.HasAnyTag("overwrite", "insert") && !write.Site.HasAnyTag("cache", "atomic", "checked", "claim")))
        {
            if (write.Site.Target is not { } target || !Guards.Remembers(write) || !Guards.SpeaksOfProcessed($"{target} {write.Site.Field("key")?.Text}")) continue;
            var read = facts.In(write.Function, SiteKind.Read).FirstOrDefault(read => read.Site.Offset < write.Site.Offset && read.Site.Is("key") && read.Site.Target == target);
            if (read.File is null || !facts.In(write.Function).Any(IsRecord) || facts.In(write.Function, SiteKind.Send).Any(send => EventKey.Of(send) is not null)) continue;
            yield return Match.Defect(
                write,
                $"`{target}` is read first and set later: two deliveries at the same time both find nothing and both count.",
                read.Location) with
            { Severity = Severity.High };
        }
    }

    private static bool IsRecord(LinkedSite site) =>
        site.Site.Kind == SiteKind.Send || (site.Site.Kind == SiteKind.Write && (site.Site.Is("increment") || site.Site.Query is { Verb: "insert" or "update" }));

    private static bool IsUsage(string? table) => table is not null && Words.Of(table) is var words
        && (words.Overlaps(Vocabulary.Usage) || words.Overlaps(["event", "events", "credit", "credits", "charge", "charges", "transactions"]) || Guards.SpeaksOfProcessed(table));

    private static bool IsIdentity(string column)
    {
        var words = Words.Of(column);
        return words.Overlaps(["id", "key", "uuid", "idempotency", "hash"]) && !words.Overlaps(["customer", "account", "org", "tenant", "user", "team", "workspace", "meter", "plan", "project"]);
    }
}
