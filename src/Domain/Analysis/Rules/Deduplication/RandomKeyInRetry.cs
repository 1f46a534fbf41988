using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Deduplication;

internal sealed class RandomKeyInRetry : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "deduplication/random-key-in-retry",
        Check = "stable-key",
        Title = "Each attempt sends the usage event under a new idempotency key",
        Severity = Severity.Critical,
        Confidence = Confidence.Certain,
        Classification = Classification.Vulnerability,
        Description = "The key is made inside the part that runs again after a failure. When an attempt reached the provider but its answer was lost, the next "
            + "attempt carries another key and is counted as new usage.",
        Remediation = "Make the key where the usage is recorded, store it with the event, and send that same key on every attempt.",
        Why = "A time-out says nothing about whether the provider took the event. Retries are only safe when the provider can see that they are the same event.",
        Wrong = """
            for (let attempt = 0; attempt < 4; attempt++) {
              try {
                return await meter.record({ id: crypto.randomUUID(), units });
              } catch (error) {
                if (attempt === 3) throw error;
              }
            }
            """,
        Right = """
            const id = usage.id;
            for (let attempt = 0; attempt < 4; attempt++) {
              try {
                return await meter.record({ id, units });
              } catch (error) {
                if (attempt === 3) throw error;
              }
            }
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var send in facts.Events)
        {
            if (EventKey.Of(send) is not { } key) continue;
            var isDefect = false;
            var isShown = false;
            foreach (var (where, origin) in facts.Origins(send, key.Value))
            {
                isShown |= !origin.HasAny(Traits.Random | Traits.Clock | Traits.Attempt | Traits.Host) && origin.HasAny(Traits.Field | Traits.Hash);
                if (!origin.Has(Traits.Random) || !Attempts.Remake(facts, send, key, where, origin)) continue;
                yield return Match.Defect(
                    send,
                    $"`{key.Name}` is `{origin.Text}`, made anew in each attempt: when an attempt reached the provider but its answer was lost, the next one is counted as new usage.",
                    send.At(key.Lines),
                    where.At(new(origin.Born, origin.Born)));
                isDefect = true;
                break;
            }

            if (!isDefect && MakerNotShown(facts, send, key.Value) is { } maker) yield return Match.Undecided(send, $"How `{maker}` makes `{key.Name}` is not shown.");
            else if (isShown && !isDefect) yield return Match.Fulfilled(send, $"`{key.Name}` is `{key.Value.Text}`, which stays the same however often the event is sent.");
            else if (!isDefect) yield return Match.Undecided(send, $"Where `{key.Name}` comes from is not shown.");
        }
    }

    /// <summary>The function that gives a key, where it is called after one and its body is not shown; else null.</summary>
    private static string? MakerNotShown(SubmissionFacts facts, LinkedSite send, Value key)
    {
        var called = key.Text.AsSpan(0, Math.Max(key.Text.IndexOf('(', StringComparison.Ordinal), 0));
        var name = called[(called.LastIndexOfAny('.', ' ') + 1)..].ToString();
        return key.Calls.Contains(name) && Words.Of(name).Overlaps(["key", "idempotency", "identifier", "dedupe"])
            && !facts.Callees(send with { Site = send.Site with { Target = name } }).Any() ? name : null;
    }
}
