using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Deduplication;

internal sealed class KeyWithoutEventTime : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "deduplication/key-without-event-time",
        Check = "key-construction",
        Title = "A repeated event goes out under the same id with another time",
        Severity = Severity.High,
        Confidence = Confidence.Possible,
        Classification = Classification.Vulnerability,
        Description = "Lago knows an event by its transaction id and, on its ClickHouse store, by its timestamp as well. An attempt that leaves the time out, or takes the time of sending, is another event to it.",
        Remediation = "Send the time at which the usage happened, stored with the usage, and the same in each attempt.",
        Why = "After a time-out the event is sent once more and counted once more, in spite of its id.",
        Wrong = "await retry(() => lago.events.createEvent({ event: { transaction_id: usage.id, code, external_subscription_id } }));",
        Right = "await retry(() => lago.events.createEvent({ event: { transaction_id: usage.id, timestamp: usage.at, code, external_subscription_id } }));",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var send in facts.Events.Where(send => send.Site.Provider == "lago" && !send.Site.Is("wrapped") && !send.Site.Is("open")))
        {
            if (EventKey.Of(send) is null || !IsRetried(facts, send)) continue;
            var time = send.Site.Field("timestamp", "Timestamp");
            if (time is not null && !(time.Has(Traits.Clock) && (time.BornInUnit || facts.IsRepeated(send.Function)))) continue;
            yield return Match.Defect(send, time is null
                ? "Each attempt sends the event without `timestamp`, so Lago dates it by its receipt: where it stores events in ClickHouse, the second attempt is a second event."
                : $"Each attempt sends the event with a new `timestamp`, `{time.Text}`: where Lago stores events in ClickHouse, the second attempt is a second event.");
        }
    }

    /// <summary>Whether the program itself repeats the send; what a queue delivers again is dated by its message.</summary>
    private static bool IsRetried(SubmissionFacts facts, LinkedSite send) => (send.Site.Within & Surroundings.Retry) != 0 || facts.IsRepeated(send.Function)
        || (send.Site.RetryLines is not null && send.Function.Fact.Entry is EntryKind.None or EntryKind.Route);
}
