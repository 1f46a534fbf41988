using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Deduplication;

internal sealed class WebhookWithoutEventId : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "deduplication/webhook-without-event-id",
        Check = "retry-safety",
        Title = "A webhook that is delivered twice credits or counts twice",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The handler adds to a balance or to usage and keeps nothing that tells whether this webhook was handled before.",
        Remediation = "Store the webhook's event id under a unique key in the same transaction, and do nothing when it is there already.",
        Why = "Providers repeat webhooks until they get an answer in time, for days. Each repetition gives the credit again.",
        Wrong = "await db.query('UPDATE wallets SET credits = credits + $1 …', [event.data.credits]);",
        Right = "const fresh = await db.query('INSERT INTO webhook_events (id) VALUES ($1) ON CONFLICT DO NOTHING', [event.id]);",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var write in Redelivery.Writes(facts, EntryKind.Webhook))
        {
            if (!write.Site.Is("increment") && write.Site.Query is not { Verb: "insert", OnConflict: null }) continue;
            if (Guards.Near(facts, write) is { } guard)
            {
                yield return Match.Fulfilled(guard, "What was handled is remembered, so a webhook that comes again does nothing.");
            }
            else if (!KeepsId(facts, write))
            {
                yield return Match.Defect(write, $"`{write.Site.Query?.Table ?? write.Site.Target ?? write.Site.What}` is changed for each delivery of the webhook, and nothing remembers which were handled: one that comes again counts again.");
            }
        }
    }

    /// <summary>Whether some store in the handler is given the id of what was delivered.</summary>
    private static bool KeepsId(SubmissionFacts facts, LinkedSite write) => Guards.Neighbourhood(facts, write.Function).SelectMany(function => facts.In(function)).Any(site =>
        site.Site.Kind is SiteKind.Write or SiteKind.Read && !site.Site.Is("webhook")
        && site.Site.Fields.Any(field => field.Value.Text.EndsWith(".id", StringComparison.OrdinalIgnoreCase) && field.Value.SpeaksAny("event", "webhook", "message", "notification")
            && KeyParts.Of(field.Value) == KeyPart.Distinct));
}
