using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.EventIngestion;

internal sealed class DroppedWhenFull : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "event-ingestion/dropped-when-full",
        Check = "delivery-guarantee",
        Title = "Usage is dropped in silence when a buffer is full",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The buffer for usage has an upper size, and what does not fit is thrown away without a sign.",
        Remediation = "Make the caller wait, spill to a durable store, or fail the request; if dropping is accepted, count every dropped event and alert on it.",
        Why = "Buffers fill up at peak load and while the provider is down, so the busiest customers lose the most, and nobody knows how much.",
        Wrong = """
            if (waiting.length >= MAX) return;
            waiting.push(usage);
            """,
        Right = """
            if (waiting.length >= MAX) await spill.append(usage);
            else waiting.push(usage);
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var collect in facts.Of(SiteKind.Collect))
        {
            if (!collect.Site.Is("buffer") || !Handover.IsUsage(collect)) continue;
            if (collect.Site.Is("drops"))
            {
                yield return Match.Defect(collect, $"`{collect.Site.Target}` has an upper size, and an event that finds it full is lost without a sign.");
                continue;
            }

            var function = facts.In(collect.Function).ToList();
            if (function.Any(site => site.Site.Kind is SiteKind.Metric or SiteKind.Notify or SiteKind.Send or SiteKind.Publish || (site.Site.Kind == SiteKind.Log && site.Site.Target == "error"))) continue;
            foreach (var discard in function)
            {
                if (discard.Site.Kind == SiteKind.Discard && discard.Site.Is("full") && discard.Site.Offset < collect.Site.Offset && Concerns(discard.Site.Target, collect))
                {
                    yield return Match.Defect(discard, $"When `{collect.Site.Target}` is full, the event is passed over without a sign.", collect.Location);
                }
                else if (discard.Site.Kind == SiteKind.Clear && discard.Site.Target == collect.Site.Target && discard.Site.Outcome == Outcome.Dropped && discard.Site.Is("take")
                    && discard.Site.Conditions.Any(condition => condition.SpeaksAny("length", "len", "count", "size", "max")))
                {
                    yield return Match.Defect(discard, $"When `{collect.Site.Target}` is full, its oldest event is thrown away without a sign.", collect.Location);
                }
            }
        }
    }

    private static bool Concerns(string? condition, LinkedSite collect) => condition?.Contains(collect.Site.Target!, StringComparison.Ordinal) ?? false;
}
