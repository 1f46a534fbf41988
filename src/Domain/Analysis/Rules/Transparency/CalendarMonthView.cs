using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Transparency;

internal sealed class CalendarMonthView : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "transparency/calendar-month-view",
        Check = "current-usage",
        Title = "The view shows the calendar month, the invoice the subscription's period",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The usage view adds up from the first of the month, while elsewhere the code knows billing periods of their own for each subscription. The two figures agree only for customers who subscribed on a first.",
        Remediation = "Read the view's period from where the invoice takes it: the subscription's current period.",
        Why = "The customer compares the page with the invoice, and they never match.",
        Wrong = "const from = startOfMonth(new Date());",
        Right = "const { currentPeriodStart: from, currentPeriodEnd: to } = await subscriptionOf(customer);",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        var period = SubscriptionPeriod.ShownIn(facts);
        if (period is null) yield break;
        foreach (var month in facts.Of(SiteKind.Boundary).Where(site => site.Site.Target == "calendar-month"))
        {
            if (!UsageView.Serves(facts, month.Function) || month.Location == period.Value.Location) continue;
            yield return Match.Defect(month, $"The view counts from `{month.Site.What}`, the start of the calendar month; billing goes by the subscription's period.", period.Value.Location);
        }

        foreach (var read in UsageView.Reads(facts))
        {
            if (read.Site.Query!.Predicates.Any(predicate => predicate.Right.Contains("date_trunc('month'", StringComparison.Ordinal)))
            {
                yield return Match.Defect(read, "The view counts from the start of the calendar month; billing goes by the subscription's period.", period.Value.Location);
            }
        }
    }
}
