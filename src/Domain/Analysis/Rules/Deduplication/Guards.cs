using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;

namespace Claudit.Analysis.Rules.Deduplication;

/// <summary>What refuses the second delivery of a message: a claim, an insert that a unique key guards, a look at what was processed.</summary>
internal static class Guards
{
    private static readonly string[] Names =
        ["processed", "processing", "dedupe", "dedup", "deduplication", "idempotency", "idempotent", "inbox", "seen", "handled", "delivered", "consumed", "applied", "received", "duplicate", "duplicates"];

    private static readonly string[] Turns = ["lock", "locks", "mutex", "lease", "leader", "rate", "limit", "throttle", "cooldown", "notified", "alert", "session", "lastsync"];

    /// <summary>Whether a guard stands in a site's function, in what calls it, or in what those call.</summary>
    public static LinkedSite? Near(SubmissionFacts facts, LinkedSite site)
    {
        foreach (var function in Neighbourhood(facts, site.Function))
        {
            foreach (var each in facts.In(function))
            {
                if (each.Site != site.Site && IsGuard(facts, each)) return each;
            }
        }

        return null;
    }

    /// <summary>Whether a key is one that facts are remembered by, rather than one that a lock or a limit is kept under.</summary>
    public static bool Remembers(LinkedSite site)
    {
        var words = Words.Of($"{site.Site.Target} {site.Site.Field("key")?.Text}");
        return !words.Overlaps(Turns) && (words.Overlaps(Names) || words.Overlaps(["event", "events", "idem", "request", "message", "usage", "webhook", "id", "key", "job", "invoice", "charge"]));
    }

    public static bool SpeaksOfProcessed(string name) => Words.Of(name).Overlaps(Names);

    public static IEnumerable<LinkedFunction> Neighbourhood(SubmissionFacts facts, LinkedFunction function)
    {
        var all = new HashSet<LinkedFunction> { function };
        foreach (var caller in facts.Callers(function).Select(call => call.Function).ToList())
        {
            if (caller.IsTopLevel || !all.Add(caller)) continue;
            foreach (var outer in facts.Callers(caller).Where(call => !call.Function.IsTopLevel)) all.Add(outer.Function);
        }

        foreach (var each in all.ToList())
        {
            foreach (var call in facts.In(each, SiteKind.Call)) all.UnionWith(facts.Callees(call).Take(1));
        }

        return all;
    }

    private static bool IsGuard(SubmissionFacts facts, LinkedSite site)
    {
        if (site.Site.Query is { } query)
        {
            if (query.Tables.Any(SpeaksOfProcessed)) return true;
            if (MovesOn(site)) return true;
            return query.Verb is "insert" or "merge" && (query.OnConflict == "nothing" || (query.OnConflict is null && IsKeyed(facts, query)));
        }

        if (site.Site.Kind is not (SiteKind.Write or SiteKind.Read) || site.Site.Is("cache")) return false;
        return site.Site.Is("claim") || (site.Site.Is("key") && (site.Site.Kind == SiteKind.Read || site.Site.Is("insert")) && SpeaksOfProcessed($"{site.Site.Target} {site.Site.Field("key")?.Text}"));
    }

    /// <summary>
    /// Whether a write takes a record out of the state that it asks for, and its outcome is looked at: the second time it finds none.
    /// <c>update … set state = 'released' where id = $1 and state = 'open'</c>, or a delete of one record.
    /// </summary>
    private static bool MovesOn(LinkedSite site) => site.Site.Query is { } query && site.Site.Is("checked") && query.Verb switch
    {
        "update" => query.Predicates.Any(predicate => predicate.Operator is "=" or "is" or "in" && query.Assignments.Any(assignment => assignment.Column == predicate.Column && !assignment.Accumulates && assignment.Right != predicate.Right)),
        "delete" => query.Predicates.Any(predicate => predicate.Operator == "=" && Words.Of(predicate.Column).Overlaps(["id", "key", "uuid"])),
        _ => false,
    };

    /// <summary>Whether an insert gives a value to every column of a unique key of its table, as shown, or the table's engine keeps one row of each key.</summary>
    public static bool IsKeyed(SubmissionFacts facts, QueryFact query) =>
        facts.Tables.Any(each => each.Table.IsCalled(query.Table) && (each.Table.Uniques.Any(unique => unique.All(column => query.Assignments.Any(assignment => assignment.Column == column)))
            || (each.Table.Engine?.Contains("replacing", StringComparison.Ordinal) ?? false)));

    /// <summary>Whether the submission shows the table that a query writes.</summary>
    public static bool IsShown(SubmissionFacts facts, QueryFact query) => facts.Tables.Any(each => each.Table.IsCalled(query.Table) && !each.Table.Columns.IsEmpty);
}
