using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Deduplication;

internal sealed class SentByTwoPaths : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "deduplication/sent-by-two-paths",
        Check = "retry-safety",
        Title = "The same meter is fed from requests and again by a job, under other keys",
        Severity = Severity.Critical,
        Confidence = Confidence.Possible,
        Classification = Classification.Vulnerability,
        Description = "One path sends usage as it happens, and a scheduled job sends usage of the same meter from what was stored. Their keys have nothing in common, so the provider cannot tell that both mean the same use.",
        Remediation = "Let one path alone report a meter, or give both the same key, built from the stored usage.",
        Why = "What both paths report is charged twice, for each customer and each period.",
        Wrong = """
            app.post('/run', async (req) => meter.record({ id: req.id, units }));
            cron('0 * * * *', async () => meter.record({ id: `${org}:${hour}`, units: await unitsOf(org, hour) }));
            """,
        Right = """
            app.post('/run', async (req) => usage.insert({ id: req.id, units }));
            cron('0 * * * *', async () => meter.record({ id: `${org}:${hour}`, units: await unitsOf(org, hour) }));
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var meter in facts.Events.Where(send => send.Site.Target is not null && EventKey.Of(send) is not null && !send.Site.Is("open")).GroupBy(send => (send.Site.Provider, send.Site.Target)))
        {
            var live = meter.FirstOrDefault(send => Starts(facts, send) is var starts && starts.Contains(EntryKind.Route) && !starts.Contains(EntryKind.Schedule));
            var late = meter.FirstOrDefault(send => Starts(facts, send) is var starts && starts.Contains(EntryKind.Schedule) && !starts.Contains(EntryKind.Route) && !starts.Contains(EntryKind.Consumer));
            if (live.File is null || late.File is null || Shares(EventKey.Of(live)!.Value, EventKey.Of(late)!.Value)) continue;
            if (live.Site.Errors == ErrorHandling.Kept || !facts.In(late.Function, SiteKind.Read).Any()) continue;
            yield return Match.Defect(
                late,
                $"`{late.Site.Target}` is reported here under `{EventKey.Of(late)!.Value.Text}`, and from `{live.Function.Fact.EntryText ?? live.Function.Fact.Name}` under `{EventKey.Of(live)!.Value.Text}`: what both report counts twice.",
                live.Location);
        }
    }

    private static HashSet<EntryKind> Starts(SubmissionFacts facts, LinkedSite send) => [.. facts.EntriesOf(send.Function).Select(entry => entry.Fact.Entry)];

    /// <summary>Whether two keys may well be the same one: both hold the identity of a single use, or neither does.</summary>
    private static bool Shares(Value one, Value other)
    {
        var (mine, its) = (Identities(one), Identities(other));
        if (mine is null || its is null) return mine is null && its is null;
        return mine.Count == 0 || its.Count == 0 || mine.Overlaps(its);
    }

    /// <summary>What the parts that tell one use from another are called; null when there is no such part.</summary>
    private static HashSet<string>? Identities(Value key)
    {
        var parts = (key.Parts.IsEmpty ? [key] : key.Parts).Where(part => KeyParts.Of(part) == KeyPart.Distinct).ToList();
        return parts.Count == 0 ? null : [.. parts.SelectMany(part => part.Words).Except(Carriers)];
    }

    private static readonly string[] Carriers = ["id", "ids", "key", "req", "request", "row", "to", "string", "event", "usage", "record"];
}
