using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.EventIngestion;

internal sealed class RetriesSwitchedOff : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "event-ingestion/retries-switched-off",
        Check = "retry",
        Title = "The client's retries are switched off and nothing takes their place",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The provider's client is told not to repeat failed requests, and no loop, queue or job around the send does so.",
        Remediation = "Leave the client's retries on, or send from a queue or job that repeats failed events with growing waits.",
        Why = "A reset connection or a 503 is over within a second. Without a second attempt it costs the event.",
        Wrong = """
            const stripe = new Stripe(key, { maxNetworkRetries: 0 });
            """,
        Right = """
            const stripe = new Stripe(key, { maxNetworkRetries: 3 });
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var client in facts.Of(SiteKind.Register))
        {
            if (!client.Site.Is("client")) continue;
            var sends = facts.Sends.Where(send => send.Site.Provider == client.Site.Provider).ToList();
            if (client.Site.Is("retries"))
            {
                if (sends.Count > 0) yield return Match.Fulfilled(client, $"The client repeats failed requests (`{client.Site.Fields[0].Name}` is {client.Site.Fields[0].Value.Literal}).");
                continue;
            }

            if (!client.Site.Is("no-retries") || sends.FirstOrDefault(send => !Repetition.IsShown(facts, send)) is not { File: not null } bare) continue;
            yield return Match.Defect(client, $"`{client.Site.Fields[0].Name}` is {client.Site.Fields[0].Value.Literal}, and nothing around `{bare.Site.What}` repeats a send that failed.", bare.Location) with
            {
                Locations = [client.At(client.Site.Fields[0].Lines), bare.Location],
            };
        }
    }
}
