using Claudit.Analysis.Extraction;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Deduplication;

internal sealed class MissingEventKey : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "deduplication/missing-event-key",
        Check = "stable-key",
        Title = "The usage event carries no idempotency key",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "Without a key the provider cannot see that it has had an event before: an event that is sent twice counts twice.",
        Remediation = "Send the id of the billable fact (its row, request or message id, or customer with meter and window) as the event's key.",
        Why = "Time-outs, redeliveries and second runs of a job all send an event again. Where the key is missing, some providers make one up for each call, so each call counts.",
        Wrong = """
            await stripe.billing.meterEvents.create({
              event_name: 'tokens',
              payload: { stripe_customer_id: usage.customer, value: `${usage.tokens}` },
            });
            """,
        Right = """
            await stripe.billing.meterEvents.create({
              event_name: 'tokens',
              identifier: usage.id,
              payload: { stripe_customer_id: usage.customer, value: `${usage.tokens}` },
            });
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var send in facts.Events)
        {
            if (send.Site.Is("wrapped") || send.Site.Is("open") || send.Site.Is("header-key") || EventKey.Of(send) is not null) continue;
            if (send.Site.Provider == "custom" && HasOwnId(send)) continue;
            if (send.Site.Is("legacy") && send.Site.Field("action")?.Literal == "set") continue;
            var isRepeated = send.Site.RetryLines is not null || Attempts.Repeat(facts, send.Function);
            yield return Match.Defect(send, TextOf(send, isRepeated)) with
            {
                Severity = send.Site.Provider == "custom" ? Severity.High : null,
                Confidence = isRepeated && send.Site.Provider is "stripe" or "openmeter" ? Confidence.Certain : null,
            };
        }
    }

    private static string TextOf(LinkedSite send, bool isRepeated)
    {
        var key = send.Site.Is("legacy") ? "idempotency key" : $"`{EventKey.NameOf(send)}`";
        return isRepeated
            ? $"The event has no {key}, and what surrounds the send runs again after a failure: each run that reached the provider counts as new usage."
            : $"The event has no {key}: whatever sends it a second time makes it count a second time.";
    }

    /// <summary>Whether an own service gets an id under a name of its own.</summary>
    private static bool HasOwnId(LinkedSite send) => send.Site.Fields.Any(field =>
    {
        var words = Words.Of(field.Name);
        return (words.Contains("id") || words.Contains("uuid") || words.Contains("idempotency") || words.Contains("key"))
            && !words.Overlaps(["customer", "account", "org", "organization", "tenant", "user", "team", "workspace", "subscription", "project", "meter", "api"]);
    });
}
