using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Aggregation;

internal sealed class RoundingPerEvent : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "aggregation/rounding-per-event",
        Check = "meter-function",
        Title = "Each event is rounded before the sum",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "Every event loses or gains its remainder before it is added up. The error grows with the number of events instead of vanishing in the sum.",
        Remediation = "Add up in the smallest unit, and round the total once.",
        Why = "A thousand calls of 900 bytes, each cut to whole kilobytes, are charged as nothing; rounded up, as a tenth more than was used.",
        Wrong = "for (const e of events) total += Math.floor(e.bytes / 1024);",
        Right = "for (const e of events) bytes += e.bytes; const total = Math.ceil(bytes / 1024);",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var sum in facts.Of(SiteKind.Calculate).Where(site => site.Site.Is("accumulate")))
        {
            if (sum.Site.Field("value") is not { } value || !value.Has(Traits.Rounded) || value.HasAny(Traits.Clock | Traits.Constant)) continue;
            if (Metered.IsStatistic(sum.Site.Target ?? "")) continue;
            if (!Metered.IsAmount(sum.Site.Target ?? "") && !Metered.Concerns(sum)) continue;
            if (!Metered.Touches(facts, sum)) continue;
            yield return Match.Defect(sum, $"`{sum.Site.What}` rounds each event before it is added: the error grows with every event.");
        }

        foreach (var send in facts.Events)
        {
            if (Quantity.Of(send) is not { } quantity || !quantity.Value.Has(Traits.Rounded | Traits.Fraction) || quantity.Value.SpeaksAny("ceil", "ceiling", "round", "sum", "total")) continue;
            var entries = facts.EntriesOf(send.Function).Select(entry => entry.Fact.Entry).ToList();
            if (entries.Contains(EntryKind.Schedule)) continue;
            yield return Match.Defect(send, $"`{quantity.Name}` is `{quantity.Value.Text}`: each event loses its remainder before the provider adds them up.", send.At(quantity.Lines));
        }
    }
}
