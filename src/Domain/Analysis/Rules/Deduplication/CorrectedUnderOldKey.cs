using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Deduplication;

internal sealed class CorrectedUnderOldKey : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "deduplication/corrected-under-old-key",
        Check = "retry-safety",
        Title = "A correction is sent under the key of what it corrects",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The corrected quantity goes out under the identity of the original event. A provider that knows the key drops it as a repetition: the wrong quantity stays.",
        Remediation = "Send the difference as an event of its own, with a key of its own, or use the provider's call for changing an event.",
        Why = "The correction looks done on this side, and the customer is charged what was wrong before.",
        Wrong = "async function correct(event, units) { await meter.record({ id: event.id, units }); }",
        Right = "async function correct(event, units) { await meter.record({ id: `${event.id}:correction:${reason.id}`, units: units - event.units }); }",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var send in facts.Events)
        {
            if (send.Site.Provider is "lago" || EventKey.Of(send) is not { } key || !Corrects(facts, send)) continue;
            if (!key.Value.Parts.IsEmpty || key.Value.HasAny(Traits.Random | Traits.Hash | Traits.Clock) || !IsOriginal(key.Value)) continue;
            yield return Match.Defect(send, $"`{key.Name}` is `{key.Value.Text}`, under which the provider knows the event that is corrected: it drops the correction as a repetition.", send.At(key.Lines));
        }
    }

    private static bool Corrects(SubmissionFacts facts, LinkedSite send) => Speaks(send.Function.Fact) || facts.EntriesOf(send.Function).Any(entry => Speaks(entry.Fact));

    private static bool Speaks(FunctionFact function) => Words.Of($"{function.Name} {function.EntryText}").Overlaps(["correct", "correction", "corrections", "amend", "amendment", "restate", "adjust", "adjustment", "reprice"]);

    private static bool IsOriginal(Value key)
    {
        var last = key.Text.LastIndexOf('.');
        if (last < 0) return key.SpeaksAny("original") || key.Text is "eventId" or "event_id";
        var owner = Words.Of(key.Text.AsSpan(0, last));
        return Words.Of(key.Text.AsSpan(last + 1)) is var name && (name.Overlaps(["id", "identifier", "key"])) && (owner.Overlaps(["event", "original", "usage", "record", "row", "entry", "sent"])) && !owner.Overlaps(["correction", "adjustment", "amendment"]);
    }
}
