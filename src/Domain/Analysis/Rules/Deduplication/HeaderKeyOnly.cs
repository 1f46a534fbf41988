using Claudit.Findings;

namespace Claudit.Analysis.Rules.Deduplication;

internal sealed class HeaderKeyOnly : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "deduplication/header-key-only",
        Check = "stable-key",
        Title = "Only the HTTP request has an idempotency key, not the usage event",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The key of the request guards one request for a short time. The event in it has no key of its own, so the same event in another request counts again.",
        Remediation = "Put the key into the event, in the field by which the provider recognises events; the header may stay.",
        Why = "Request keys are forgotten after a day or so and do not span batches. Event keys are what meters deduplicate by.",
        Wrong = """
            await stripe.billing.meterEvents.create(
              { event_name: 'tokens', payload },
              { idempotencyKey: usage.id },
            );
            """,
        Right = """
            await stripe.billing.meterEvents.create(
              { event_name: 'tokens', identifier: usage.id, payload },
            );
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts) =>
        from send in facts.Events
        where send.Site.Is("header-key") && !send.Site.Is("legacy") && !send.Site.Is("wrapped") && !send.Site.Is("open") && send.Site.Provider != "custom"
        where EventKey.Of(send) is null
        select Match.Defect(
            send,
            $"The key is given to the HTTP request, while the event has no `{EventKey.NameOf(send)}`: the same event in another request, or after the provider has forgotten the request, counts again.");
}
