using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Transparency;

internal sealed class OtherSource : Rule
{
    private static readonly string[] Charging = ["invoice", "invoices", "bill", "statement", "statements", "charge", "charges", "report", "sync", "close", "export", "push"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "transparency/other-source",
        Check = "current-usage",
        Title = "The view adds up another table than the invoice",
        Severity = Severity.High,
        Confidence = Confidence.Possible,
        Classification = Classification.Deficiency,
        Description = "What customers are shown is added up from one table, what they are charged from another, and nothing submitted fills the one from the other. Every event that is missing in one of them becomes a difference.",
        Remediation = "Read the view from the table that is billed, or fill the table of the view from the billed one.",
        Why = "Two counts of the same usage never agree for long, and the customer holds the page against the invoice.",
        Wrong = "// view:    SELECT count(*) FROM request_logs …\n// invoice: SELECT sum(quantity) FROM usage_events …",
        Right = "// view:    SELECT sum(quantity) FROM usage_events …\n// invoice: SELECT sum(quantity) FROM usage_events …",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        var totals = facts.Of(SiteKind.Read).Where(read => read.Site.Query is { Table: not null } query && (query.Aggregates.Length > 0) && (read.Site.Is("sum") || read.Site.Is("count"))).ToList();
        var billed = totals.Where(read => IsCharging(facts, read.Function)).ToList();
        if (billed.Count == 0) yield break;
        var sources = billed.SelectMany(read => read.Site.Query!.Tables).ToHashSet(StringComparer.Ordinal);
        foreach (var shown in totals.Where(read => UsageView.Serves(facts, read.Function) && !IsCharging(facts, read.Function)))
        {
            var query = shown.Site.Query!;
            if (query.Tables.Any(sources.Contains))
            {
                yield return Match.Fulfilled(shown, $"The view adds up `{query.Table}`, which is what is billed.");
            }
            else if (UsageView.IsBound(query) && !query.Tables.Any(table => IsDerived(facts, table, sources)))
            {
                yield return Match.Defect(shown, $"The view adds up `{query.Table}`, the charge is made from `{billed[0].Site.Query!.Table}`; nothing shown fills the one from the other.", billed[0].Location);
            }
        }
    }

    private static bool IsCharging(SubmissionFacts facts, LinkedFunction function)
    {
        if (facts.EntriesOf(function).Any(UsageView.IsView)) return false;
        return facts.SendBehind(function) is not null || Words.Of(function.Fact.Name).Overlaps(Charging);
    }

    /// <summary>Whether a table is written together with, or from, one that is billed.</summary>
    private static bool IsDerived(SubmissionFacts facts, string table, HashSet<string> sources) => facts.Of(SiteKind.Write).Where(write => write.Site.Query?.Table == table).Any(write =>
        write.Site.Query!.Tables.Any(sources.Contains)
        || facts.In(write.Function).Any(site => site.Site.Query is { } other && other.Tables.Any(sources.Contains))
        || facts.Callers(write.Function).Any(call => facts.In(call.Function).Any(site => site.Site.Query is { } beside && beside.Tables.Any(sources.Contains))));
}
