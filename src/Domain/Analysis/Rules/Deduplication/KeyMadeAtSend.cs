using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Deduplication;

internal sealed class KeyMadeAtSend : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "deduplication/key-made-at-send",
        Check = "stable-key",
        Title = "The idempotency key is drawn at random in the send itself",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The key is drawn where the event is sent and kept nowhere. Nothing that sends this usage again can send the same key.",
        Remediation = "Draw the key where the usage is recorded and store it with the usage, or derive it from the billable fact.",
        Why = "A key that lives only as long as one call protects that call alone: a caller that tries again, a replay or a backfill is charged again.",
        Wrong = "await meter.record({ id: randomUUID(), units: usage.units });",
        Right = "await meter.record({ id: usage.id, units: usage.units });",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var send in facts.Events)
        {
            if (EventKey.Of(send) is not { } key || !key.Value.Has(Traits.Random) || key.Value.BornInUnit || Attempts.Repeat(facts, send.Function)) continue;
            if (key.Value.Born < send.Site.Lines.First || key.Value.Born > send.Site.Lines.Last) continue;
            yield return Match.Defect(
                send,
                $"`{key.Name}` is `{key.Value.Text}`, drawn in the call that sends it and kept nowhere: whatever reports this usage again does so under another key.",
                send.At(key.Lines));
        }
    }
}
