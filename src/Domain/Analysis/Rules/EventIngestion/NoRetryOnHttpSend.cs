using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.EventIngestion;

internal sealed class NoRetryOnHttpSend : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "event-ingestion/no-retry-on-http-send",
        Check = "retry",
        Title = "A usage event sent by plain HTTP is tried only once",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The event is posted by a client that repeats nothing by itself, and no loop, queue or job around it does.",
        Remediation = "Send from a queue or job that repeats failed events, or wrap the call in a retry with growing waits, an end, and the same key each time.",
        Why = "A reset connection, a rate limit or a 503 is over within a second. Without a second attempt it costs the event.",
        Wrong = """
            const answer = await fetch(ingestUrl, { method: 'POST', body });
            if (!answer.ok) throw new Error('usage refused');
            """,
        Right = """
            await retry({ attempts: 5, backoff: 'exponential' }, async () => {
              const answer = await fetch(ingestUrl, { method: 'POST', body });
              if (!answer.ok) throw new Error('usage refused');
            });
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var send in facts.Sends)
        {
            if (Repetition.IsShown(facts, send))
            {
                if (send.Site.Errors != ErrorHandling.Swallowed) yield return Match.Fulfilled(send, $"`{send.Site.What}` is repeated when it fails.");
            }
            else if (send.Site.Is("http") && facts.EntriesOf(send.Function).Any(entry => entry.Fact.Entry is EntryKind.Route or EntryKind.Webhook or EntryKind.Schedule)
                && send.Site.Errors is ErrorHandling.Propagated or ErrorHandling.Rethrown && !Waiting.IsUnawaited(facts, send))
            {
                yield return Match.Defect(send, $"`{send.Site.What}` posts the event once: the client repeats nothing, and nothing shown around it does.");
            }
            else if (!send.Site.Is("http"))
            {
                yield return Match.Undecided(send, "Only the retries inside the client library stand behind this send, and how they are set is not shown.");
            }
        }
    }
}
