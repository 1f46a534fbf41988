using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.EventIngestion;

internal sealed class ProviderCalledInRequest : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "event-ingestion/provider-called-in-request",
        Check = "transport",
        Title = "The billing provider is called while the customer's request waits",
        Severity = Severity.Medium,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The usage event is sent to the provider inside the request. A slow provider makes the request slow, and one that is down makes it fail or loses the event.",
        Remediation = "Write the usage to an outbox or queue in the request, and let a worker send it.",
        Why = "The product becomes as slow and as available as the billing provider, although billing can wait for minutes and a customer cannot.",
        Wrong = """
            app.post('/render', async (req, res) => {
              const pages = await render(req.body);
              await stripe.billing.meterEvents.create(eventFor(req, pages));
              res.json({ pages });
            });
            """,
        Right = """
            app.post('/render', async (req, res) => {
              const pages = await render(req.body);
              await meterQueue.add('pages', { id: req.id, pages });
              res.json({ pages });
            });
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var send in facts.Sends)
        {
            if (RequestOf(facts, send) is var (call, entry))
            {
                if (Relay.Drains(facts, call)) continue;
                yield return Match.Defect(
                    send,
                    $"`{send.Site.What}` is awaited while `{entry.Fact.EntryText}` waits for its answer.",
                    call.Location) with
                {
                    Severity = Relay.RecordsBefore(facts, call).Any() ? Severity.Low : Severity.Medium,
                };
            }
            else if (IsLeftBehind(facts, send))
            {
                yield return LeftBehind(send);
            }
            else if (Relay.IsOf(facts, send))
            {
                yield return Match.Fulfilled(send, "The provider is called from a job or consumer, outside of any request.");
            }
        }

        foreach (var (call, _) in facts.IndirectSends)
        {
            if (IsLeftBehind(facts, call)) yield return LeftBehind(call);
        }

        foreach (var publish in facts.Of(SiteKind.Publish).Concat(facts.Of(SiteKind.Write)))
        {
            if (Handover.IsDurable(publish) && facts.EntriesOf(publish.Function).Any(entry => entry.Fact.Entry == EntryKind.Route))
            {
                yield return Match.Fulfilled(publish, $"The request hands its usage to `{publish.Site.Target ?? publish.Site.What}`.");
            }
        }
    }

    /// <summary>The call in a request that waits for the send, and the request; null when none is shown to.</summary>
    private static (LinkedSite Call, LinkedFunction Entry)? RequestOf(SubmissionFacts facts, LinkedSite send)
    {
        var calls = new List<LinkedSite> { send };
        for (var distance = 0; distance < 3 && calls.Count > 0; distance++)
        {
            calls = [.. calls.Where(call => Waits(facts, call))];
            foreach (var call in calls.Where(call => call.Function.Fact.Entry == EntryKind.Route)) return (call, call.Function);
            calls = [.. calls.SelectMany(call => facts.Callers(call.Function)).Where(call => call.Site.Kind == SiteKind.Call)];
        }

        return null;
    }

    private static bool IsLeftBehind(SubmissionFacts facts, LinkedSite call) => call.Function.Fact.Entry == EntryKind.Route && !Waits(facts, call);

    private static Match LeftBehind(LinkedSite call) => Match.Undecided(call, $"`{call.Site.What}` calls the provider in a request that does not wait for it.");

    private static bool Waits(SubmissionFacts facts, LinkedSite call) => !Waiting.IsUnawaited(facts, call)
        && (call.Site.Within & (Surroundings.Detached | Surroundings.KeptAlive | Surroundings.AfterRespond)) == 0;
}
