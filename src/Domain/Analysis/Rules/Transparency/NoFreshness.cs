using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Transparency;

internal sealed class NoFreshness : Rule
{
    private static readonly string[] Delayed = ["rollup", "rollups", "summary", "summaries", "daily", "hourly", "aggregate", "aggregates", "snapshot", "snapshots", "cache", "cached", "mv", "materialized"];

    private static readonly string[] Times = ["as", "at", "updated", "fresh", "freshness", "generated", "lag", "until", "through", "since", "refreshed", "stale", "computed", "timestamp", "delay", "latest", "last"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "transparency/no-freshness",
        Check = "current-usage",
        Title = "The view does not say as of when its figures are true",
        Severity = Severity.Low,
        Confidence = Confidence.Likely,
        Classification = Classification.Suggestion,
        Description = "The view reads totals that are computed from time to time, and the answer carries no time: the customer takes a figure of an hour ago for the present one.",
        Remediation = "Give the time up to which usage is contained in the figures (`asOf`) with the answer, and show it.",
        Why = "Customers who act on the figure overrun their allowance and blame the page.",
        Wrong = "res.json({ used });",
        Right = "res.json({ used, asOf: rollup.windowEnd });",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var view in UsageView.All(facts))
        {
            var source = facts.In(view, SiteKind.Read).FirstOrDefault(read => Words.Of(read.Site.Target ?? "").Overlaps(Delayed));
            var answers = facts.In(view, SiteKind.Respond).Where(answer => !answer.Site.Is("error") && !answer.Site.Is("catch")).ToList();
            if (source.File is null || answers.Count == 0) continue;
            // An answer that is handed on as a whole may carry a time that is not seen here.
            if (answers.Any(answer => answer.Site.Fields.IsEmpty || answer.Site.Fields.Any(field => field.Name == "body" || Words.Of(field.Name).Overlaps(Times)))) continue;
            yield return Match.Defect(answers[0], $"The figures come from `{source.Site.Target}`, which is computed from time to time, and the answer does not say as of when.", source.Location);
        }
    }
}
