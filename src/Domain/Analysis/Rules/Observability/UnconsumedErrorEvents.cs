using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Observability;

internal sealed class UnconsumedErrorEvents : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "observability/unconsumed-error-events",
        Check = "errors-alerted",
        Title = "Nothing takes in the usage that the provider rejects later",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The provider accepts usage events first and checks them afterwards. It reports what it rejects by events of its own, and nothing submitted takes those in.",
        Remediation = "Subscribe to the provider's error events, map each back to the usage event by its key, raise an alert, and send it again once corrected.",
        Why = "A wrong customer, an unknown meter or an archived one is answered with success. Without these events all such usage is simply not billed.",
        Wrong = """
            switch (event.type) {
              case 'customer.subscription.updated': return updatePlan(event);
            }
            """,
        Right = """
            switch (event.type) {
              case 'v1.billing.meter.error_report_triggered': return raiseRejectedUsage(event);
              case 'customer.subscription.updated': return updatePlan(event);
            }
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var provider in facts.Sends.Where(send => !send.Site.Is("legacy")).GroupBy(send => send.Site.Provider))
        {
            if (EventsOf(provider.Key) is not var (name, events)) continue;
            var known = facts.Of(SiteKind.Mention).Where(mention => events.Contains(mention.Site.Target)).ToList();
            if (known.Count > 0)
            {
                yield return Match.Fulfilled(known[0], $"{name} reports rejected usage by `{known[0].Site.Target}`, which is taken in here.");
                continue;
            }

            if (WebhookOf(facts, provider.Key!) is not { } webhook) continue;
            yield return Match.Defect(
                webhook,
                $"{name} reports usage that it rejects after accepting it by {Listed(events)}; this is where its events arrive, and nothing submitted takes those in.",
                provider.First().Location);
        }
    }

    private static (string Name, string[] Events)? EventsOf(string? provider) => provider switch
    {
        "stripe" => ("Stripe", ["v1.billing.meter.error_report_triggered", "v1.billing.meter.no_meter_found", "v1.billing.meter."]),
        "lago" => ("Lago", ["events.errors", "event.error"]),
        _ => null,
    };

    private static string Listed(string[] events) => $"`{events[0]}` and `{events[1]}`";

    /// <summary>Where the provider's webhooks are opened; null when the submission shows none of them.</summary>
    private static LinkedSite? WebhookOf(SubmissionFacts facts, string provider)
    {
        foreach (var read in facts.Of(SiteKind.Read))
        {
            if (read.Site.Is("webhook") && read.Site.Provider == provider) return read;
        }

        foreach (var function in facts.Functions)
        {
            if (function.Fact.Entry != EntryKind.Webhook || !$"{function.Fact.EntryText} {function.Fact.Name} {function.File.Path}".Contains(provider, StringComparison.OrdinalIgnoreCase)) continue;
            return new LinkedSite(function.File, new Site
            {
                Kind = SiteKind.Register,
                Function = function.Index,
                Lines = new(function.Fact.Lines.First, function.Fact.Lines.First),
                Offset = 0,
                What = function.Fact.Name,
            });
        }

        return null;
    }
}
