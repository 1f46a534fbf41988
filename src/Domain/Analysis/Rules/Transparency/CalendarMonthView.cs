using Claudit.Analysis.Extraction;
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
        var period = PeriodShown(facts);
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

    /// <summary>Where the code uses a subscription's own period.</summary>
    private static LinkedSite? PeriodShown(SubmissionFacts facts)
    {
        foreach (var kind in (SiteKind[])[SiteKind.Read, SiteKind.Write, SiteKind.Call, SiteKind.Send])
        {
            foreach (var site in facts.Of(kind))
            {
                if (site.Site.Fields.Any(field => IsPeriod(field.Value) || IsPeriod(Words.Of(field.Name)))) return site;
                if (site.Site.Query is { } query && (query.Predicates.Any(predicate => IsPeriod(Words.Of(predicate.Column)) || IsPeriod(Words.Of(predicate.Right))) || query.Assignments.Any(assignment => IsPeriod(Words.Of(assignment.Column))))) return site;
            }
        }

        foreach (var (file, table) in facts.Tables)
        {
            if (table.Columns.Any(column => IsPeriod(Words.Of(column.Name)))) return new LinkedSite(file, new Site { Kind = SiteKind.Read, Function = 0, Lines = new(table.Lines.First, table.Lines.First), Offset = 0, What = table.Name });
        }

        return null;
    }

    private static bool IsPeriod(Value value) => value.Speaks("anchor") && value.Speaks("billing") || (value.Speaks("current") && value.Speaks("period") && value.SpeaksAny("start", "end"));

    private static bool IsPeriod(SortedSet<string> words) => (words.Contains("anchor") && words.Overlaps(["billing", "cycle"])) || (words.Contains("current") && words.Contains("period") && words.Overlaps(["start", "end"]));
}
