using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Aggregation;

internal sealed class LocalEventTime : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "aggregation/local-event-time",
        Check = "period-boundaries",
        Title = "The time of usage is taken in the time zone of the server",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The event's time is local and names no zone. Who reads it takes it for UTC, or for the zone of another machine, and is wrong by hours.",
        Remediation = "Take the time in UTC with its zone, and store and send it so.",
        Why = "Usage moves into a neighbouring day or period, and twice a year an hour exists twice or never.",
        Wrong = "await meter.record({ id, units, at: dayjs().format('YYYY-MM-DD HH:mm:ss') });",
        Right = "await meter.record({ id, units, at: new Date().toISOString() });",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var site in facts.Events.Concat(facts.Of(SiteKind.Write).Where(write => write.Site.Query is { Verb: "insert" or "merge" } query && Metered.IsUsage(query))))
        {
            foreach (var field in site.Site.Fields)
            {
                if (!TimeColumn.IsTime(field.Name) || field.Name.Contains('.', StringComparison.Ordinal)) continue;
                // A count since 1970 has no zone; but a naive UTC time is taken for local when it is turned into one.
                var isWrong = field.Value.HasAny(Traits.Seconds | Traits.Milliseconds)
                    ? field.Value.Speaks("utcnow") && field.Value.Speaks("timestamp")
                    : field.Value.Has(Traits.LocalTime) && !field.Value.Has(Traits.Utc);
                if (!isWrong) continue;
                yield return Match.Defect(site, $"`{field.Name}` is `{field.Value.Text}`, which depends on the time zone of the server: elsewhere the usage is taken to have happened hours earlier or later.", site.At(field.Lines));
                break;
            }
        }
    }
}
