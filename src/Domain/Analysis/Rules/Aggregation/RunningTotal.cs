using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Aggregation;

internal sealed class RunningTotal : Rule
{
    private static readonly string[] Short = ["hour", "day", "minute", "date", "bucket", "hourly", "daily"];

    private static readonly string[] Cumulative = ["cumulative", "running", "mtd", "snapshot", "snapshots", "month", "monthly", "period"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "aggregation/running-total",
        Check = "meter-function",
        Title = "The total since the begin of the month is reported again and again",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "Each hour or day counts everything since the begin of the month and reports it as the usage of that hour or day. A meter that sums charges the earlier part again each time.",
        Remediation = "Count from the end of the last report to the end of this one.",
        Why = "A customer who uses the same amount every hour is charged some hundred times too much at the end of a month.",
        Wrong = "const units = await sum(customer, startOfMonth(hour), addHours(hour, 1));\nawait meter.record({ id: `${customer}:${hour}`, units });",
        Right = "const units = await sum(customer, hour, addHours(hour, 1));\nawait meter.record({ id: `${customer}:${hour}`, units });",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var total in facts.Of(SiteKind.Read).Concat(facts.Of(SiteKind.Write)))
        {
            if (total.Site.Query is not { } query || query.Aggregates.IsEmpty || SinceMonth(total.Site) is not { } since) continue;
            var window = query.Verb is "insert" or "merge" ? query.Assignments.FirstOrDefault(assignment => Words.Of(assignment.Column) is var words && words.Overlaps(Short) && !words.Overlaps(Cumulative)) : null;
            if (window is not null && !Words.Of(query.Table ?? "").Overlaps(Cumulative) && !query.Assignments.Any(assignment => Words.Of(assignment.Column).Overlaps(Cumulative)))
            {
                yield return Match.Defect(total, $"What is recorded for each `{window.Column}` is counted from the begin of the month (`{since.Value.Text}`) on: what was used before is recorded, and charged, again.", total.At(since.Lines));
                continue;
            }

            if (query.Verb != "select" || SendOf(facts, total) is not { } send) continue;
            yield return Match.Defect(send, $"The quantity is the total since `{since.Value.Text}`, and each run sends it as new usage: what was used before is charged again.", total.Location);
        }
    }

    /// <summary>The send of a job to which a total flows, and whose key is not one for the month.</summary>
    private static LinkedSite? SendOf(SubmissionFacts facts, LinkedSite total)
    {
        foreach (var send in facts.Events)
        {
            if (send.Site.Is("legacy") || send.Site.Provider == "custom" || Quantity.Of(send) is not { } quantity) continue;
            var isHere = send.Function.Equals(total.Function) && total.Site.Result is { } result && Words.Of(result) is var names && names.All(word => quantity.Value.Speaks(word));
            if (!isHere && !quantity.Value.Calls.Contains(total.Function.Fact.Name)) continue;
            if (!facts.EntriesOf(send.Function).Any(entry => entry.Fact.Entry == EntryKind.Schedule)) continue;
            if (Deduplication.EventKey.Of(send) is { } key && !key.Value.HasAny(Traits.Clock | Traits.Random) && !key.Value.SpeaksAny(Short)) continue;
            return send;
        }

        return null;
    }

    private static FieldFact? SinceMonth(Site site) => site.Fields.FirstOrDefault(field => field.Name.EndsWith(":month", StringComparison.Ordinal));
}
