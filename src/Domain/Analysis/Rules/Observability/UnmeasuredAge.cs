using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Analysis.Rules.EventIngestion;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Observability;

internal sealed class UnmeasuredAge : Rule
{
    private static readonly string[] Waiting = ["age", "lag", "oldest", "backlog", "depth", "pending", "waiting", "unsent", "stale", "outstanding", "behind", "delay", "staleness", "queued"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "observability/unmeasured-age",
        Check = "anomalies",
        Title = "Nothing measures how long usage waits to be sent",
        Severity = Severity.Low,
        Confidence = Confidence.Possible,
        Classification = Classification.Deficiency,
        Description = "Usage is sent later by a job or consumer, and the program has metrics, but none of them tells the age or number of the events that wait.",
        Remediation = "Export the age of the oldest unsent event as a gauge, and alert well before the provider's window or the invoice's grace period ends.",
        Why = "An exporter that stands still raises no error. Its events grow too old for the provider, or miss the invoice, before anybody looks.",
        Wrong = """
            sentTotal.inc({ meter: event.meter });
            """,
        Right = """
            sentTotal.inc({ meter: event.meter });
            oldestUnsentSeconds.set(await ageOfOldestUnsent());
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        var metrics = facts.Of(SiteKind.Metric).ToList();
        var watched = metrics.Concat(facts.Of(SiteKind.Notify)).FirstOrDefault(sign => Speaks(sign));
        if (watched.File is not null)
        {
            yield return Match.Fulfilled(watched, "How long usage waits, or how much of it, is measured.");
            yield break;
        }

        if (metrics.Count == 0) yield break;
        foreach (var send in facts.Sends)
        {
            if (!Relay.IsOf(facts, send)) continue;
            yield return Match.Defect(send, $"`{send.Site.What}` sends usage that has waited, and of the program's metrics none tells for how long.");
            yield break;
        }
    }

    private static bool Speaks(LinkedSite sign) => Words.Of($"{sign.Site.Target} {sign.Site.What}").Overlaps(Waiting) || sign.Site.Fields.Any(field => field.Value.SpeaksAny(Waiting));
}
