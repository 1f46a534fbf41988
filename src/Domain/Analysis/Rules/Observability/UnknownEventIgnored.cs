using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Analysis.Rules.EventIngestion;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Observability;

internal sealed class UnknownEventIgnored : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "observability/unknown-event-ignored",
        Check = "errors-alerted",
        Title = "Usage of an unknown kind is passed over in silence",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "A usage event whose kind or meter this code does not know is dropped without a log, a metric or an error.",
        Remediation = "Treat an unknown kind as a failure: reject it to the dead letters, count it, and alert.",
        Why = "A renamed meter or a new product sends events that nobody bills, and nothing shows it until somebody compares totals.",
        Wrong = """
            switch (event.meter) {
              case 'pages': return addPages(event);
              default: return;
            }
            """,
        Right = """
            switch (event.meter) {
              case 'pages': return addPages(event);
              default: throw new UnknownMeter(event.id, event.meter);
            }
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var discard in facts.Of(SiteKind.Discard))
        {
            if (!IsOfUsage(facts, discard)) continue;
            if (discard.Site.Is("default"))
            {
                yield return Match.Defect(discard, $"When no case knows `{discard.Site.Target}`, the event is dropped without a sign.");
            }
            else if (discard.Site.Is("unknown"))
            {
                yield return Match.Defect(discard, $"When `{discard.Site.Target}`, the event is dropped without a sign.");
            }
        }
    }

    private static bool IsOfUsage(SubmissionFacts facts, LinkedSite discard)
    {
        var entries = facts.EntriesOf(discard.Function).Select(entry => entry.Fact.Entry).ToList();
        var subject = Words.Of(discard.Site.Target ?? "");
        if (discard.Site.Is("unknown") && !subject.Overlaps(["meter", "metric", "handler", "price"]) && !entries.Contains(EntryKind.Consumer)) return false;
        // A provider's webhook carries many events that concern nobody here.
        if (entries.Contains(EntryKind.Webhook) && !subject.Overlaps(["meter", "metric"])) return false;
        var later = Handover.In(facts, discard.Function).Any();
        return later || (Handover.IsUsage(discard) && entries.Contains(EntryKind.Consumer));
    }
}
