using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Deduplication;

internal sealed class ClockInKey : Rule
{
    private static readonly string[] WindowWords = ["window", "period", "bucket", "start", "end", "day", "hour", "month", "today", "yesterday", "minute", "from", "until"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "deduplication/clock-in-key",
        Check = "stable-key",
        Title = "The idempotency key contains the time of sending",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The key is made with the clock at the moment of sending, so each time that the event is sent its key is another one.",
        Remediation = "Use the id of the fact, or the time at which the usage happened as it is stored, never the time of sending.",
        Why = "The clock tells attempts apart, not facts: a repeated event looks new and is counted again, and two events of one moment look alike.",
        Wrong = "await meter.record({ id: `${customer}-${Date.now()}`, units });",
        Right = "await meter.record({ id: `${customer}-${request.id}`, units });",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var send in facts.Events)
        {
            if (EventKey.Of(send) is not { } key || key.Value.SpeaksAny(WindowWords)) continue;
            foreach (var (where, origin) in facts.Origins(send, key.Value))
            {
                if (!origin.Has(Traits.Clock) || origin.Has(Traits.Random) || KeyParts.IsCoarse(origin) || origin.SpeaksAny(WindowWords)) continue;
                var isRepeated = Attempts.Remake(facts, send, key, where, origin);
                if (!isRepeated && !IsMadeAtSend(send, where, origin)) continue;
                yield return Match.Defect(
                    send,
                    $"`{key.Name}` is `{origin.Text}`, made with the clock at the moment of sending: the same usage sent again has another key and is counted again.",
                    send.At(key.Lines),
                    where.At(new(origin.Born, origin.Born))) with
                { Severity = isRepeated ? null : Severity.High };
                break;
            }
        }
    }

    private static bool IsMadeAtSend(LinkedSite send, LinkedSite where, Value origin) =>
        where.Function == send.Function ? origin.Born >= send.Site.Lines.First && origin.Born <= send.Site.Lines.Last : where.Site.Offset == send.Site.Offset;
}
