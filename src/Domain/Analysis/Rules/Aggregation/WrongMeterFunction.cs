using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Aggregation;

internal sealed class WrongMeterFunction : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "aggregation/wrong-meter-function",
        Check = "meter-function",
        Title = "What is sent to a meter does not fit how the meter adds up",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "A level, such as seats or stored bytes at one moment, goes to a meter that sums; or single amounts go to one that keeps the last or the largest value only.",
        Remediation = "Send levels to a meter that keeps the last or largest value, or send changes; send single amounts to a meter that sums.",
        Why = "A level that is summed is charged once for each report of it, twenty-four times a day for an hourly job. Amounts of which only the last counts are charged as one.",
        Wrong = """
            await stripe.billing.meters.create({ event_name: 'seats', default_aggregation: { formula: 'sum' } });
            every('1h', async () => meter.record('seats', await countSeats(org)));
            """,
        Right = """
            await stripe.billing.meters.create({ event_name: 'seats', default_aggregation: { formula: 'last' } });
            every('1h', async () => meter.record('seats', await countSeats(org)));
            """,
    };

    private static readonly string[] Stocks = ["seats", "seat", "members", "storage", "stored", "size", "objects", "connections", "balance", "open", "active", "disk", "gauge", "level", "current", "running", "instances"];

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        var meters = facts.Of(SiteKind.Register).Where(site => site.Site.Is("meter")).GroupBy(site => site.Site.Target!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        foreach (var send in facts.Events)
        {
            if (Quantity.Of(send) is not { } quantity) continue;
            var starts = facts.EntriesOf(send.Function).Select(entry => entry.Fact.Entry).ToHashSet();
            var isSampled = starts.Contains(EntryKind.Schedule) && IsLevel(facts, send, quantity.Value);
            if (send.Site.Target is { } name && meters.TryGetValue(name, out var meter))
            {
                var isSingle = (starts.Contains(EntryKind.Route) || starts.Contains(EntryKind.Consumer)) && !starts.Contains(EntryKind.Schedule) && !quantity.Value.Has(Traits.Level) && !quantity.Value.SpeaksAny(Stocks) && !quantity.Value.SpeaksAny("total", "cumulative");
                if (meter.Site.Is("sum") && isSampled) yield return Match.Defect(send, $"`{quantity.Name}` is `{quantity.Value.Text}`, a level at one moment, and the meter `{name}` sums what it gets: each report of it is charged again.", meter.Location);
                else if (meter.Site.Is("windowed") && isSingle) yield return Match.Defect(send, $"The meter `{name}` keeps only the newest event of each hour or day, and one event goes out for each use: all others are not charged.", meter.Location);
                else if (meter.Site.HasAnyTag("last", "max") && isSingle) yield return Match.Defect(send, $"The meter `{name}` keeps one value of a period, and one event goes out for each use: all others are not charged.", meter.Location);
                else if (meter.Site.Is("sum") && isSingle) yield return Match.Fulfilled(send, $"The meter `{name}` sums, and gets single amounts.");
            }
            else if (isSampled && send.Site.Is("legacy") && send.Site.Field("action")?.Literal is null or "increment" && send.Site.Is("legacy"))
            {
                yield return Match.Defect(send, $"`{quantity.Name}` is `{quantity.Value.Text}`, a level at one moment, and is added to what was reported before.");
            }
        }

        foreach (var read in facts.Of(SiteKind.Read).Concat(facts.Of(SiteKind.Write)))
        {
            if (read.Site.Query is not { } query || query.Aggregates.FirstOrDefault(aggregate => aggregate.StartsWith("sum(", StringComparison.Ordinal)) is not { } sum) continue;
            if (!query.Tables.Any(table => Words.Of(table).Overlaps(["snapshot", "snapshots", "gauge", "gauges", "levels"]))) continue;
            if (query.Deduplicates || query.Aggregates.Any(aggregate => aggregate.StartsWith("max(", StringComparison.Ordinal)) || query.Predicates.Any(predicate => predicate.Operator == "=" && (TimeColumn.IsTime(predicate.Column) || TimeColumn.IsWindow(predicate.Column)))) continue;
            if (query.GroupBy.Any(column => TimeColumn.IsTime(column) || TimeColumn.IsWindow(column)) || Words.Of(sum).Overlaps(["hours", "seconds", "minutes", "delta"])) continue;
            yield return Match.Defect(read, $"`{sum}` adds up levels that were taken at different moments: what stays the same is charged once for each time it was looked at.") with { Severity = Severity.High };
        }
    }

    private static bool IsLevel(SubmissionFacts facts, LinkedSite send, Value quantity) =>
        facts.Origins(send, quantity).Any(origin => origin.Value.Has(Traits.Level) || origin.Value.SpeaksAny("gauge")) && (quantity.SpeaksAny(Stocks) || (send.Site.Target is { } name && Words.Of(name).Overlaps(Stocks)))
        && !quantity.SpeaksAny("events", "requests", "calls", "delta", "new", "added", "since");
}
