using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.EventIngestion;

internal sealed class RecordedAfterCommit : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "event-ingestion/recorded-after-commit",
        Check = "durable-record",
        Title = "The work is committed first, its usage in a transaction of its own",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The rows of the work are saved, and only then the row of its usage is added and saved. Whatever ends the function in between leaves work that is done and not metered.",
        Remediation = "Add the usage row before the work is saved, so that one transaction holds both.",
        Why = "Each deployment, crash, time-out or client that goes away between the two is work given away, and nothing remembers it.",
        Wrong = "await db.labels.save(label); await upload(label); await db.usage.save(usageOf(label));",
        Right = "await db.transaction(async (tx) => { await tx.labels.save(label); await tx.usage.save(usageOf(label)); });",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var record in facts.Of(SiteKind.Write))
        {
            if (!record.Site.Is("insert") || !record.Site.Is("pending") || !Handover.IsDurable(record) || (record.Site.Within & (Surroundings.Transaction | Surroundings.Catch)) != 0) continue;
            var units = facts.In(record.Function, SiteKind.Mention).Where(mention => mention.Site.Target is "commit" or "change").ToList();
            var first = units.FindLast(unit => unit.Site.Target == "commit" && unit.Site.Offset < record.Site.Offset);
            var second = units.Find(unit => unit.Site.Target == "commit" && unit.Site.Offset > record.Site.Offset);
            if (first.File is null || second.File is null || (first.Site.Within & Surroundings.Catch) != 0) continue;
            // Saved on a branch that the usage does not stand on, or in a turn of a loop of its own: not the same work.
            if (first.Site.Conditions.Length > record.Site.Conditions.Length || (first.Site.Within & Surroundings.Loop) != (record.Site.Within & Surroundings.Loop)) continue;
            if (!units.Exists(unit => unit.Site.Target == "change" && unit.Site.Offset < first.Site.Offset)) continue;
            // What is saved together with the usage is the work itself; the first saving took note of its begin.
            if (units.Exists(unit => unit.Site.Target == "change" && unit.Site.Offset > first.Site.Offset && unit.Site.Offset < second.Site.Offset && unit.Site.Lines != record.Site.Lines)) continue;
            yield return Match.Defect(record, $"The work is saved by `{first.Site.What}`, its usage is added behind it and saved on its own: what ends the function in between leaves work that is never billed.", first.Location, second.Location);
        }
    }
}
