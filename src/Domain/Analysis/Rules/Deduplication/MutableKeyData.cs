using Claudit.Findings;

namespace Claudit.Analysis.Rules.Deduplication;

internal sealed class MutableKeyData : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "deduplication/mutable-key-data",
        Check = "key-construction",
        Title = "The idempotency key contains data that can change",
        Severity = Severity.Medium,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "A part of the key can be edited later: an e-mail address, a plan, a price. After the change, the same usage sent again has another key.",
        Remediation = "Use ids that never change in place of it.",
        Why = "Replays and backfills come days later. When the customer has changed the plan or the address by then, usage that was charged is charged again.",
        Wrong = "await meter.record({ id: `${user.email}:${request.id}`, units });",
        Right = "await meter.record({ id: `${user.id}:${request.id}`, units });",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var send in facts.Events)
        {
            if (EventKey.Of(send) is not { } key) continue;
            foreach (var (_, whole, parts) in EventKey.Compositions(facts, send, key))
            {
                if (parts.FirstOrDefault(part => KeyParts.Of(part) == KeyPart.Mutable) is not { } mutable) continue;
                yield return Match.Defect(
                    send,
                    $"`{key.Name}` is `{whole.Text}`. Once `{mutable.Text}` has changed, the same usage sent again has another key and is counted again.",
                    send.At(key.Lines));
                break;
            }
        }
    }
}
