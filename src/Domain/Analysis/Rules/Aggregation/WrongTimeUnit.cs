using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Aggregation;

internal sealed class WrongTimeUnit : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "aggregation/wrong-time-unit",
        Check = "meter-function",
        Title = "The provider gets the event's time in another unit than it takes",
        Severity = Severity.Critical,
        Confidence = Confidence.Certain,
        Classification = Classification.Vulnerability,
        Description = "Milliseconds where seconds are expected lie in a far future, a number where text is expected cannot be read: the event is rejected or never falls into a period.",
        Remediation = "Send whole seconds to Stripe v1 and Lago, and ISO 8601 text with its zone to the others.",
        Why = "Such events are refused, often when nobody waits for the answer any more, or are stored for a year that never comes.",
        Wrong = "await stripe.billing.meterEvents.create({ timestamp: Date.now(), event_name, payload });",
        Right = "await stripe.billing.meterEvents.create({ timestamp: Math.floor(at.getTime() / 1000), event_name, payload });",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var send in facts.Events)
        {
            if (EventTime.Of(send) is not { } time || EventTime.TakesSeconds(send) is not { } seconds) continue;
            if (Wrong(time.Value, seconds) is { } unit)
            {
                var form = seconds ? "seconds since 1970" : "date and time as text";
                yield return Match.Defect(send, $"`{time.Name}` is `{time.Value.Text}`, {unit}, and the provider takes {form}: the event is rejected or lands in a time that is never billed.", send.At(time.Lines)) with
                {
                    Locations = [send.At(time.Lines), send.Location],
                };
            }
            else if (time.Value.HasAny(seconds ? Traits.Seconds : Traits.IsoTime))
            {
                yield return Match.Fulfilled(send, $"`{time.Name}` has the unit that the provider takes.");
            }
        }
    }

    private static string? Wrong(Value value, bool takesSeconds) => takesSeconds switch
    {
        true when value.Has(Traits.IsoTime) => "a date and time as text",
        true when value.Has(Traits.Milliseconds) && !value.Has(Traits.Seconds) => "a count of milliseconds",
        false when value.HasAny(Traits.Milliseconds | Traits.Seconds) && !value.Has(Traits.IsoTime) => "a number",
        _ => null,
    };
}
