using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.EventIngestion;

internal sealed class NoDurableRecord : Rule
{
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
        foreach (var send in facts.Sends.Concat(facts.IndirectSends.Select(indirect => indirect.Call)))
        {
            var entries = facts.EntriesOf(send.Function).ToList();
            if (IsRecorded(facts, send))
            {
                yield return Match.Fulfilled(send, "The usage is stored or queued before it is sent.");
                continue;
            }

            if (send.Function.Fact.Entry != EntryKind.Route || !reported.Add(send.Function)) continue;
            if (facts.In(send.Function).Any(site => Handover.IsDurable(site) || (site.Site.Kind == SiteKind.Call && Handover.RecordBehind(facts, site, 2) is not null))) continue;
            var isLost = Waiting.IsUnawaited(facts, send) || send.Site.Errors == ErrorHandling.Swallowed;
            yield return Match.Defect(
                send,
                $"`{send.Function.Fact.EntryText}` sends its usage by `{send.Site.What}`, and nothing shown stores it before: when the call fails, there is nothing to send again.") with
            {
                Severity = isLost ? Severity.High : Severity.Low,
            };
        }

        foreach (var record in facts.Of(SiteKind.Write).Concat(facts.Of(SiteKind.Publish)))
        {
            if (Handover.IsDurable(record) && (record.Site.Within & Surroundings.Catch) == 0) yield return Match.Fulfilled(record, $"Usage is recorded in `{record.Site.Target ?? record.Site.What}`.");
        }
    }

    private static bool IsRecorded(SubmissionFacts facts, LinkedSite send) =>
        Relay.RecordsBefore(facts, send).Any()
        || facts.EntriesOf(send.Function).Any(entry => entry.Fact.Entry == EntryKind.Consumer);
}
