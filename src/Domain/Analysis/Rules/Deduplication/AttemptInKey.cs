using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Deduplication;

internal sealed class AttemptInKey : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "deduplication/attempt-in-key",
        Check = "stable-key",
        Title = "The idempotency key names the attempt or the host",
        Severity = Severity.Critical,
        Confidence = Confidence.Certain,
        Classification = Classification.Vulnerability,
        Description = "The key contains who sends the event, or how often it was tried. The next attempt, or another host, sends the same usage under another key.",
        Remediation = "Build the key from the billable fact alone: leave attempt numbers, process ids and host names out.",
        Why = "An attempt that timed out may well have been counted. Only the same key on the next attempt keeps it from being counted again.",
        Wrong = "await meter.record({ id: `${usage.id}-${attempt}`, units });",
        Right = "await meter.record({ id: usage.id, units });",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var send in facts.Events)
        {
            if (EventKey.Of(send) is not { } key) continue;
            foreach (var (where, origin) in facts.Origins(send, key.Value))
            {
                if (!origin.HasAny(Traits.Attempt | Traits.Host)) continue;
                var what = origin.Has(Traits.Attempt) ? "the number of the attempt" : "the host or process";
                var made = origin.Born > 0 ? where.At(new(origin.Born, origin.Born)) : send.At(key.Lines);
                var isApart = made.Path != send.Location.Path || made.StartLine < send.Location.StartLine || made.EndLine > send.Location.EndLine;
                yield return Match.Defect(
                    send,
                    $"`{key.Name}` is made with {what}: `{origin.Text}`. The same usage goes out under another key the next time, and is counted again.") with
                { Locations = isApart ? [made, send.Location] : [send.Location, made] };
                break;
            }
        }
    }
}
