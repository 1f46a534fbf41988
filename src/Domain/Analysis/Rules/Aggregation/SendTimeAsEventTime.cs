using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Aggregation;

internal sealed class SendTimeAsEventTime : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "aggregation/send-time-as-event-time",
        Check = "period-boundaries",
        Title = "Usage is dated by when it is sent, not by when it happened",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The event is sent by a job or consumer some time after the usage, and carries the time of sending or none, for which the provider puts in the time of receipt.",
        Remediation = "Carry the time of the usage along with it, and send that.",
        Why = "What waits in a queue over the end of a period, or is sent again after an outage, is charged in the next period or at the next price.",
        Wrong = "worker.process((job) => meter.record({ id: job.id, units: job.units, at: new Date() }));",
        Right = "worker.process((job) => meter.record({ id: job.id, units: job.units, at: job.occurredAt }));",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var send in facts.Events)
        {
            if (send.Site.Is("wrapped") || EventTime.TakesSeconds(send) is null) continue;
            var time = EventTime.Of(send);
            if (time is null)
            {
                if (send.Site.Is("open") || !IsLate(facts, send)) continue;
                yield return Match.Defect(send, $"The event has no `{EventTime.NameOf(send)}`, so the time of its receipt counts: what waited until after the end of a period is charged in the next.");
            }
            else if (IsSendTime(time.Value) && IsLate(facts, send))
            {
                yield return Match.Defect(send, $"`{time.Name}` is `{time.Value.Text}`, the time of sending: what waited until after the end of a period is charged in the next.", send.At(time.Lines));
            }
            else if (time.Value.Has(Traits.Field) && !time.Value.Has(Traits.Clock))
            {
                yield return Match.Fulfilled(send, $"`{time.Name}` is `{time.Value.Text}`, the time that was recorded with the usage.");
            }
        }
    }

    /// <summary>The clock as it is; a window cut from it is the time of what is measured.</summary>
    private static bool IsSendTime(Value time) =>
        time.Has(Traits.Clock) && !time.HasAny(Traits.Field | Traits.Truncated) && !time.SpeaksAny("window", "period", "hour", "day", "start", "end", "bucket", "yesterday", "month");

    /// <summary>Whether what sends it runs behind the usage: on a schedule, or for a message. A webhook comes at once.</summary>
    private static bool IsLate(SubmissionFacts facts, LinkedSite send)
    {
        var entries = facts.EntriesOf(send.Function).Select(entry => entry.Fact.Entry).ToList();
        if (entries.Count == 0) return SendsBacklog(facts, send);
        return entries.Exists(entry => entry is EntryKind.Consumer or EntryKind.Schedule) && !entries.Contains(EntryKind.Route);
    }

    /// <summary>Whether it is called for one row after the other of what a program that nothing shown starts has fetched because it was not yet sent.</summary>
    private static bool SendsBacklog(SubmissionFacts facts, LinkedSite send)
    {
        foreach (var call in facts.Callers(send.Function).Append(send))
        {
            if ((call.Site.Within & Surroundings.Loop) == 0) continue;
            if (call.Site.Fields.Any(field => field.Value.SpeaksAny(Backlog)) || facts.In(call.Function).Any(site => site.Site.Kind is SiteKind.Read or SiteKind.Call && site.Site.Offset < call.Site.Offset && Words.Of($"{site.Site.Target} {site.Site.Result}").Overlaps(Backlog))) return true;
        }

        return false;
    }

    private static readonly string[] Backlog = ["unsent", "unreported", "pending", "unexported", "outstanding", "unbilled", "backlog", "unsynced", "outbox", "queued", "unprocessed"];
}
