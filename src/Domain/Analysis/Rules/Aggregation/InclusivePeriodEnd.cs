using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Code;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Aggregation;

internal sealed class InclusivePeriodEnd : Rule
{
    private static readonly string[] EndWords = ["end", "until", "till", "to", "close", "finish", "stop", "last", "upper", "through", "next", "max", "before"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "aggregation/inclusive-period-end",
        Check = "period-boundaries",
        Title = "The end of the period counts as part of it",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The end of a period is the start of the next. Where both are included, usage at the seam is counted in both; where the end is a last second, usage behind it is counted in neither.",
        Remediation = "Compare half-open: at or after the start, and before the end.",
        Why = "Jobs that stamp whole hours or days put much usage exactly on the seam. It is charged twice, month after month.",
        Wrong = "const used = events.filter((e) => e.at >= period.start && e.at <= period.end);",
        Right = "const used = events.filter((e) => e.at >= period.start && e.at < period.end);",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts) => InQueries(facts).Concat(InCode(facts)).Concat(LastInstants(facts));

    private static IEnumerable<Match> InQueries(SubmissionFacts facts)
    {
        foreach (var site in facts.Of(SiteKind.Read).Concat(facts.Of(SiteKind.Write)))
        {
            if (site.Site.Query is not { } query || !(Metered.IsUsage(query) || SumsUp(site, query))) continue;
            foreach (var predicate in query.Predicates)
            {
                if (!TimeColumn.IsTime(predicate.Column)) continue;
                var others = query.Predicates.Where(other => other.Column == predicate.Column && other != predicate).ToList();
                if (predicate.Operator == "<" && others.Exists(other => other.Operator == ">="))
                {
                    if (TimeColumn.IsInsertTime(predicate.Column) || IsTurned(site, predicate.Column)) continue;
                    yield return Match.Fulfilled(site, $"`{predicate.Column}` is taken from the start of the period to before its end.");
                }
                else if (Includes(predicate, others) && !TimeColumn.IsDay(facts, query.Table, predicate.Column))
                {
                    var line = new LineRange(predicate.Line, predicate.Line);
                    yield return Match.Defect(site, $"`{predicate.Column} {predicate.Operator} {Shown(predicate.Right)}` includes the end of the period, which is the start of the next: usage at that instant is counted in both.") with
                    {
                        Locations = [site.At(line), site.Location],
                    };
                }
            }
        }
    }

    /// <summary>Whether what a time is compared with is called an end where it should be a start, or a start where it should be an end.</summary>
    private static bool IsTurned(LinkedSite site, string column)
    {
        var bounds = site.Site.Fields.Where(field => field.Name == column).Select(field => Words.Of(field.Value.Text)).ToList();
        return bounds is [var first, var second] && ((first.Overlaps(EndWords) && !first.Overlaps(StartWords)) || (second.Overlaps(StartWords) && !second.Overlaps(EndWords)));
    }

    private static readonly string[] StartWords = ["start", "begin", "from", "since", "opens"];

    /// <summary>Whether rows that are called anything are summed where usage is billed.</summary>
    private static bool SumsUp(LinkedSite site, QueryFact query) => query.Aggregates.Any(aggregate => aggregate.StartsWith("sum(", StringComparison.Ordinal))
        && Words.Of($"{site.Function.Fact.Name} {site.Function.Fact.Container}") is var words && (Vocabulary.SpeaksOf(Vocabulary.Usage, words) || words.Overlaps(Vocabulary.Billing));

    private static bool Includes(PredicateFact predicate, List<PredicateFact> others) => predicate.Operator switch
    {
        "between" => !Words.Of(predicate.Right).Overlaps(["inclusive", "now"]),
        "<=" => others.Exists(other => other.Operator == ">=") && (Words.Of(predicate.Right).Overlaps(EndWords) || predicate.Right.Contains("23:59", StringComparison.Ordinal)),
        _ => false,
    };

    private static string Shown(string right) => right.Replace("? ", "", StringComparison.Ordinal);

    private static IEnumerable<Match> InCode(SubmissionFacts facts)
    {
        var compares = facts.Of(SiteKind.Boundary).Where(site => site.Site.Is("compare") && (Metered.Concerns(site) || Adds(facts, site)));
        foreach (var group in compares.GroupBy(site => (site.Function, site.Site.Field("left")?.Text)))
        {
            var starts = group.Where(site => site.Site.Is("start")).ToList();
            foreach (var end in group.Where(site => site.Site.Is("end")))
            {
                if (!starts.Exists(start => start.Site.Target == ">=")) continue;
                if (end.Site.Target == "<") yield return Match.Fulfilled(end, "The comparison takes the start of the period and leaves out its end.");
                else if (end.Site.Target == "<=") yield return Match.Defect(end, $"`{end.Site.What}` includes the end of the period, which is the start of the next: usage at that instant is counted in both.");
            }
        }
    }

    private static bool Adds(SubmissionFacts facts, LinkedSite site) => facts.In(site.Function, SiteKind.Calculate).Any(each => each.Site.Is("accumulate"));

    private static IEnumerable<Match> LastInstants(SubmissionFacts facts) =>
        from site in facts.Of(SiteKind.Boundary)
        where site.Site.Is("last") && site.Site.Target != "second" && Metered.Concerns(site)
        select Match.Defect(site, $"`{site.Site.What}` ends the period within its last second or before: usage behind that instant belongs to no period.");
}
