using Claudit.Analysis.Facts;
using Claudit.Analysis.Rules.Aggregation;
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
            if (EventKey.Of(send) is not { } key) continue;
            if (OfTheRun(facts, send, key.Value) is { } run)
            {
                yield return Match.Defect(
                    send,
                    $"`{key.Name}` holds `{run.Part.Text}`, the time of the run, while the event is dated by `{EventTime.Of(send)!.Value.Text}`: sent again by a later run it is counted again, and what one run catches up shares a key.",
                    send.At(key.Lines),
                    run.Site.At(new(run.Part.Born, run.Part.Born)));
                continue;
            }

            var isOfWindow = key.Value.SpeaksAny(WindowWords);
            foreach (var (where, origin) in facts.Origins(send, key.Value))
            {
                if (!origin.Has(Traits.Clock) || origin.Has(Traits.Random) || KeyParts.IsCoarse(origin) || origin.SpeaksAny(WindowWords)) continue;
                // What the key is named after says nothing of what the function adds that makes it.
                if (isOfWindow && !IsOfMaker(send, where)) continue;
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
        where.Function == send.Function ? origin.Born >= send.Site.Lines.First && origin.Born <= send.Site.Lines.Last : IsOfMaker(send, where);

    /// <summary>Whether a value comes from a function that the send calls for its key.</summary>
    private static bool IsOfMaker(LinkedSite send, LinkedSite where) => where.Function != send.Function && where.Site.Offset == send.Site.Offset;

    /// <summary>The part of a key that is cut from the clock, where the event itself has a time that was stored with the usage.</summary>
    private static (LinkedSite Site, Value Part)? OfTheRun(SubmissionFacts facts, LinkedSite send, Value key)
    {
        if (EventTime.Of(send) is not { Value: var time } || time.Has(Traits.Clock) || !time.Has(Traits.Field) || time.Calls.Length > 0) return null;
        // The rest of the key is of what the time is of: another time, such as the end of the whole run, says nothing of it.
        var dot = time.Text.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || !Names(key.Text, time.Text.AsSpan(0, dot))) return null;
        foreach (var (where, origin) in facts.Origins(send, key))
        {
            foreach (var part in origin.Parts)
            {
                if (part.Has(Traits.Clock) && !part.Has(Traits.Random) && part.Born > 0) return (where, part);
            }
        }

        return null;
    }

    private static bool Names(ReadOnlySpan<char> text, ReadOnlySpan<char> name)
    {
        for (var at = text.IndexOf(name); at >= 0; at = text.IndexOf(name))
        {
            var end = at + name.Length;
            if ((at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '_' or '.')) && (end == text.Length || !(char.IsLetterOrDigit(text[end]) || text[end] == '_'))) return true;
            text = text[end..];
        }

        return false;
    }
}
