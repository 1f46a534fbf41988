using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Code;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Aggregation;

internal sealed class EventTimeWatermark : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "aggregation/event-time-watermark",
        Check = "period-boundaries",
        Title = "An incremental job asks for usage later than the last it saw",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The job reads only events whose own time lies behind the latest that it has processed. An event that arrives after a later one is never read.",
        Remediation = "Follow the order of arrival (an increasing insert id that was committed, a status column), or look back over the longest delay and replace what was counted.",
        Why = "Events overtake each other in every queue. Each one that was overtaken is usage that nobody will ever charge.",
        Wrong = "SELECT … FROM usage_events WHERE occurred_at > (SELECT max(occurred_at) FROM usage_daily)",
        Right = "SELECT … FROM usage_events WHERE status = 'pending' FOR UPDATE SKIP LOCKED",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var read in facts.Of(SiteKind.Read).Concat(facts.Of(SiteKind.Write)))
        {
            if (read.Site.Query is not { } query || !Metered.IsUsage(query)) continue;
            foreach (var predicate in query.Predicates)
            {
                if (predicate.Operator is not (">" or ">=") || !TimeColumn.IsEventTime(predicate.Column)) continue;
                var words = Words.Of(predicate.Right);
                var isWatermark = words.Overlaps(["watermark", "checkpoint", "cursor", "hwm"]) || (words.Overlaps(["last", "latest", "previous", "max"]) && words.Overlaps(["run", "sync", "synced", "seen", "processed", "exported", "time", "timestamp", "select", "event", "occurred", "at", "export", "rollup"]));
                if (!isWatermark || words.Overlaps(["interval", "lookback", "overlap", "grace", "lag", "day", "month", "hour", "period"])) continue;
                yield return Match.Defect(read, $"Only events with `{predicate.Column}` behind the last that was seen are read: one that arrives after a later one is never counted.") with
                {
                    Locations = [read.At(new LineRange(predicate.Line, predicate.Line)), read.Location],
                };
            }
        }
    }
}
