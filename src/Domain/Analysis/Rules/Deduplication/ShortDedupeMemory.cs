using System.Globalization;
using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Deduplication;

internal sealed class ShortDedupeMemory : Rule
{
    private const double Day = 86_400;

    public override RuleInfo Info { get; } = new()
    {
        Id = "deduplication/short-dedupe-memory",
        Check = "retry-safety",
        Title = "Counted events are forgotten sooner than they can come again",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The mark that an event was counted expires within a day. Queues keep messages for days, dead letters for weeks, and replays reach back further.",
        Remediation = "Keep the mark longer than the oldest message that can be delivered or replayed, or refuse events older than the mark lives.",
        Why = "After an outage or a replay of dead letters, the events are older than the memory of them, and are counted again.",
        Wrong = "await redis.set(`processed:${event.id}`, 1, 'EX', 3600, 'NX');",
        Right = "await redis.set(`processed:${event.id}`, 1, 'EX', 35 * 86400, 'NX');",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var mark in facts.Of(SiteKind.Write).Where(write => write.Site.Is("key") && write.Site.Is("ttl")))
        {
            if (mark.Site.Field("ttl")?.Literal is not { } literal || !double.TryParse(literal.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)) continue;
            if (seconds is <= 0 or >= Day || !Guards.Remembers(mark) || !(mark.Site.Is("claim") || Guards.SpeaksOfProcessed($"{mark.Site.Target} {mark.Site.Field("key")?.Text}"))) continue;
            if (!Guards.Neighbourhood(facts, mark.Function).SelectMany(function => facts.In(function)).Any(IsUsage)) continue;
            yield return Match.Defect(mark, $"`{mark.Site.Target ?? mark.Site.What}` is forgotten after {Shown(seconds)}, while messages wait in queues for days and dead letters for weeks: what comes later is counted again.");
        }
    }

    private static bool IsUsage(LinkedSite site) => site.Site.Kind == SiteKind.Send
        || (site.Site.Kind == SiteKind.Write && (Vocabulary.SpeaksOfUsage($"{site.Site.Query?.Table} {site.Site.Target}") || site.Site.Is("increment")));

    private static string Shown(double seconds) =>
        seconds >= 7200 ? $"{Math.Round(seconds / 3600).ToString(CultureInfo.InvariantCulture)} hours" : $"{Math.Ceiling(seconds / 60).ToString(CultureInfo.InvariantCulture)} minutes";
}
