using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Deduplication;

internal sealed class PositionalKey : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "deduplication/positional-key",
        Check = "key-construction",
        Title = "The idempotency key is a position in a list or batch",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The key says where the event stands among those that are sent together. The next time they are collected, the same position holds another event.",
        Remediation = "Use the id of each event itself.",
        Why = "A retry after one more event has arrived, or with another batch size, gives old keys to new events and new keys to old ones: some are dropped, some counted twice.",
        Wrong = "events.map((event, index) => ({ id: `${batch}-${index}`, units: event.units }))",
        Right = "events.map((event) => ({ id: event.id, units: event.units }))",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var send in facts.Events)
        {
            if (EventKey.Of(send) is not { } key) continue;
            foreach (var (_, whole, parts) in EventKey.Compositions(facts, send, key))
            {
                if (!parts.Any(part => part.Has(Traits.Position)) || parts.Any(Identifies)) continue;
                yield return Match.Defect(
                    send,
                    $"`{key.Name}` is `{whole.Text}`, a position among the events that happen to be sent together: when they are collected again it means another event.",
                    send.At(key.Lines));
                break;
            }
        }
    }

    /// <summary>Whether a part belongs to the event itself, so that the position only counts within it.</summary>
    private static bool Identifies(Value part) =>
        !part.HasAny(Traits.Position | Traits.Clock) && KeyParts.Of(part) == KeyPart.Distinct && !Extraction.Words.Of(part.Text).Overlaps(["batch", "chunk", "run", "job", "page", "prefix"]);
}
