using Claudit.Findings;

namespace Claudit.Analysis.Rules.LimitsOverage;

internal sealed class DelayedUsage : Rule
{
    private static readonly HashSet<string> Summaries = new(StringComparer.Ordinal)
    {
        "listEventSummaries", "list_event_summaries", "listUsageRecordSummaries", "list_usage_record_summaries", "eventSummaries", "ListEventSummaries", "MeterEventSummaryService", "findCustomerCurrentUsage", "currentUsage", "current_usage",
        "fetchUsage", "fetch_usage", "listWithGroups", "listCosts", "list_costs", "retrieveUpcoming", "createPreview", "retrieveUsage", "queryMeter", "query_meter", "queryMeterAsync", "getCustomerUsage",
    };

    public override RuleInfo Info { get; } = new()
    {
        Id = "limits-overage/delayed-usage",
        Check = "enforcement",
        Title = "The limit is enforced on the provider's delayed totals",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The decision to let a request pass is taken on totals that the billing provider computes some time after it took the events.",
        Remediation = "Enforce on an own counter that is raised with the usage, in one step with the check. Use the provider's totals to reconcile it.",
        Why = "Providers aggregate minutes late and under load much later. All that a customer uses in between is past the limit, and looks allowed.",
        Wrong = """
            const usage = await stripe.billing.meters.listEventSummaries(meter, range);
            if (sum(usage) >= plan.limit) throw new LimitReached();
            """,
        Right = """
            const used = await counters.increment(customer, period, n);
            if (used > plan.limit) throw new LimitReached();
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var compare in LimitCheck.Deciding(facts))
        {
            if (LimitCheck.Watched(compare) is not { } watched) continue;
            foreach (var (where, origin) in facts.Origins(compare, watched))
            {
                var summary = origin.Calls.FirstOrDefault(Summaries.Contains);
                if (summary is null) continue;
                yield return Match.Defect(compare, $"`{compare.Site.What}` decides on what `{summary}` gives: totals that the provider computes some time after the usage.", where.Location);
                break;
            }
        }
    }
}
