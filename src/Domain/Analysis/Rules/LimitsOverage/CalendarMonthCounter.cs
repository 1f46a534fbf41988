using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.LimitsOverage;

internal sealed class CalendarMonthCounter : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "limits-overage/calendar-month-counter",
        Check = "enforcement",
        Title = "The allowance starts anew with the calendar month, the billing period does not",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The usage that is compared with the limit is counted by calendar month, while the code knows a billing period for each subscription. Within one billing period the allowance is given twice, or ends early.",
        Remediation = "Key the counter by the start of the subscription's current period.",
        Why = "A customer who subscribed on the 20th can use the allowance of two months within one invoice, and is told that there is overage which the limit let pass.",
        Wrong = "const key = `${customer.id}:${now.toISOString().slice(0, 7)}`;",
        Right = "const key = `${customer.id}:${subscription.currentPeriodStart.toISOString()}`;",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        if (SubscriptionPeriod.ShownIn(facts) is not { } period) yield break;
        foreach (var month in facts.Of(SiteKind.Boundary).Where(site => site.Site.Target == "calendar-month"))
        {
            if (!Decides(facts, month.Function) && !facts.Callers(month.Function).Any(call => Decides(facts, call.Function))) continue;
            yield return Match.Defect(month, $"The usage that is compared with the limit starts anew at `{month.Site.What}`, the calendar month; billing goes by the subscription's period.", period.Location);
        }
    }

    private static bool Decides(SubmissionFacts facts, LinkedFunction function) => !function.IsTopLevel && (facts.In(function, SiteKind.Compare).Any(LimitCheck.Decides)
        || facts.In(function, SiteKind.Write).Any(UsageStore.IsConditionalCount) || LimitCheck.IsNamedFor(function.Fact.Name));
}
