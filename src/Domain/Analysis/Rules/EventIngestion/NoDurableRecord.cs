using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.EventIngestion;

internal sealed class NoDurableRecord : Rule
{
    private const int MostShown = 20;

    public override RuleInfo Info { get; } = new()
    {
        Id = "event-ingestion/no-durable-record",
        Check = "durable-record",
        Title = "Usage exists nowhere but in the call to the provider",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The request sends its usage to the provider, and nothing shown stores it before. When the call fails, there is nothing to send again and nothing to prove the charge with.",
        Remediation = "Insert a usage row with its key in the transaction of the work, and let a job send what is pending.",
        Why = "A provider's store is not a record of what was done here: what never reached it can be neither found nor billed later.",
        Wrong = """
            const pages = await render(job);
            await stripe.billing.meterEvents.create(eventFor(job, pages));
            """,
        Right = """
            const pages = await render(job);
            await db.insert('usage_events', { id: job.id, pages, status: 'pending' });
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        var reported = new HashSet<LinkedFunction>();
        var unrecorded = new List<(LinkedSite Call, LinkedSite Send)>();
        foreach (var (send, sent) in facts.Sends.Select(send => (send, send)).Concat(facts.IndirectSends.Select(indirect => (indirect.Call, indirect.Send))))
        {
            if (IsRecorded(facts, send))
            {
                yield return Match.Fulfilled(send, "The usage is stored or queued before it is sent.");
                continue;
            }

            if (send.Function.Fact.Entry != EntryKind.Route || Relay.Drains(facts, send) || !reported.Add(send.Function)) continue;
            if (facts.In(send.Function).Any(site => Handover.IsDurable(site) || (site.Site.Kind == SiteKind.Call && Handover.RecordBehind(facts, site, 2) is not null))) continue;
            unrecorded.Add((send, sent));
        }

        // What one helper sends for many requests is one absence, seen at each of them.
        foreach (var helper in unrecorded.GroupBy(each => each.Send))
        {
            var calls = helper.Select(each => each.Call).OrderByDescending(call => IsLost(facts, call)).ToList();
            var others = calls.Count > 1 ? $" and {calls.Count - 1} more" : "";
            yield return Match.Defect(
                calls[0],
                $"`{calls[0].Function.Fact.EntryText}`{others}: usage is sent by `{calls[0].Site.What}`, and nothing shown stores it before. When the call fails, there is nothing to send again.",
                [.. calls.Skip(1).Take(MostShown).Select(call => call.Location)]) with
            {
                Severity = IsLost(facts, calls[0]) ? Severity.High : Severity.Low,
            };
        }

        foreach (var record in facts.Of(SiteKind.Write).Concat(facts.Of(SiteKind.Publish)))
        {
            if (Handover.IsDurable(record) && (record.Site.Within & Surroundings.Catch) == 0 && !IsLate(facts, record)) yield return Match.Fulfilled(record, $"Usage is recorded in `{record.Site.Target ?? record.Site.What}`.");
        }
    }

    /// <summary>Whether a row is made only when its usage has been sent.</summary>
    private static bool IsLate(SubmissionFacts facts, LinkedSite record) => record.Site.Is("insert") && facts.In(record.Function, SiteKind.Send).Any(send => send.Site.Offset < record.Site.Offset);

    private static bool IsLost(SubmissionFacts facts, LinkedSite call) => Waiting.IsUnawaited(facts, call) || call.Site.Errors == ErrorHandling.Swallowed;

    /// <summary>Whether usage is stored before, or is in a message that stays until it is acknowledged, behind the send.</summary>
    private static bool IsRecorded(SubmissionFacts facts, LinkedSite send) =>
        Relay.RecordsBefore(facts, send).Any()
        || (facts.EntriesOf(send.Function).Any(entry => entry.Fact.Entry == EntryKind.Consumer)
            && !facts.In(send.Function, SiteKind.Acknowledge).Any(acknowledge => acknowledge.Site.Offset < send.Site.Offset && !acknowledge.Site.Is("automatic")));
}
