using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Deduplication;

internal sealed class ShortenedHashKey : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "deduplication/shortened-hash-key",
        Check = "key-construction",
        Title = "The idempotency key is a hash too short to tell all usage apart",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "A hash of 32 bits or a few characters gives the same value to different events before long, and the provider drops the later of them as a repetition.",
        Remediation = "Use the whole digest of a cryptographic hash, or the plain parts.",
        Why = "With 32 bits, two of 80,000 events are alike with even odds. What collides is never charged, and nothing says so.",
        Wrong = "const id = sha256(usage.requestId).slice(0, 8);",
        Right = "const id = sha256(usage.requestId);",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var send in facts.Events)
        {
            if (EventKey.Of(send) is not { } key) continue;
            foreach (var (where, origin) in facts.Origins(send, key.Value))
            {
                // The clock cut to a day is truncated, too, and flows into whole hashes.
                if (!origin.Has(Traits.Hash | Traits.Truncated) || origin.Has(Traits.Clock)) continue;
                yield return Match.Defect(send, $"`{key.Name}` is `{origin.Text}`, of which too little is kept to tell all usage apart: what collides is dropped as a repetition.", send.At(key.Lines), where.Location);
                break;
            }
        }
    }
}
