using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Transparency;

internal sealed class UsageEdited : Rule
{
    private static readonly string[] Measures = ["quantity", "qty", "units", "amount", "value", "tokens", "bytes", "minutes", "seconds", "cost", "credits", "price"];

    private static readonly string[] Trails = ["audit", "audits", "history", "adjustment", "adjustments", "correction", "corrections", "journal", "revision", "revisions", "changelog", "changes", "reversal", "reversals"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "transparency/usage-edited",
        Check = "detail",
        Title = "Recorded usage is changed in place and leaves no trace",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The quantity of a recorded usage event is overwritten, or the event deleted, and nothing keeps what stood there, who changed it and why.",
        Remediation = "Leave events as they are and record a correcting event with a reason and the one who made it; or write the old value to an audit table in the same transaction.",
        Why = "What was invoiced cannot be proved any more: the row that explained it says something else now.",
        Wrong = "await db.query('UPDATE usage_events SET quantity = $2 WHERE id = $1', [id, quantity]);",
        Right = "await db.query('INSERT INTO usage_events (id, corrects, quantity, reason, actor) VALUES ($1, $2, $3, $4, $5)', correction);",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var write in facts.Of(SiteKind.Write))
        {
            if (write.File.Role == FileRole.Migration || write.Site.Query is not { } query || !UsageStore.IsEventLog(query.Table)) continue;
            if (query.Verb == "update" && query.Assignments.FirstOrDefault(assignment => Words.Of(assignment.Column).Overlaps(Measures)) is { } edited)
            {
                if (LeavesTrail(facts, write.Function, 1)) yield return Match.Fulfilled(write, "A correction of recorded usage is written down beside it.");
                else if (!query.Assignments.Any(assignment => Words.Of(assignment.Column).Overlaps(["reason", "note", "corrected", "adjusted"])))
                {
                    yield return Match.Defect(write, $"`{query.Table}.{edited.Column}` of a recorded event is overwritten, and nothing keeps what stood there, who changed it and why.");
                }
            }
            else if (query.Verb == "delete" && IsSingle(query) && !IsRetention(facts, write) && !LeavesTrail(facts, write.Function, 1))
            {
                yield return Match.Defect(write, $"Recorded events of `{query.Table}` are deleted, and nothing keeps what stood there, who did it and why.");
            }
        }
    }

    /// <summary>Whether rows are chosen by what they are, rather than by their age or state.</summary>
    private static bool IsSingle(QueryFact query) => !query.Predicates.IsEmpty && query.Predicates.All(predicate => predicate.Operator is "=" or "in"
        && !Words.Of(predicate.Column).Overlaps(["status", "state", "exported", "sent", "processed", "batch", "day", "window", "period", "date"]));

    /// <summary>Whether rows go because they are old, or because the law wants it: how long they have to stay is another question.</summary>
    private static bool IsRetention(SubmissionFacts facts, LinkedSite write) => facts.EntriesOf(write.Function).Append(write.Function).Any(function => function.Fact.Entry == EntryKind.Schedule
        || Words.Of($"{function.Fact.Name} {function.Fact.Container}").Overlaps(["purge", "prune", "pruner", "cleanup", "clean", "expire", "expired", "retention", "archive", "archiver", "sweep", "sweeper", "vacuum", "trim", "old", "erase", "forget", "gdpr", "janitor", "truncate"]));

    private static bool LeavesTrail(SubmissionFacts facts, LinkedFunction function, int distance) => facts.In(function).Any(site =>
        (site.Site.Kind is SiteKind.Write or SiteKind.Publish && Words.Of(site.Site.Target ?? site.Site.What).Overlaps(Trails))
        || (site.Site.Kind is SiteKind.Call && Words.Of(site.Site.What).Overlaps(Trails))
        || (site.Site.Kind is SiteKind.Call && distance > 0 && facts.Callees(site).Any(callee => !callee.Equals(function) && LeavesTrail(facts, callee, distance - 1))))
        || facts.Callers(function).Any(call => facts.In(call.Function, SiteKind.Write).Any(write => Words.Of(write.Site.Target ?? "").Overlaps(Trails)));
}
