using Claudit.Findings;

namespace Claudit.Analysis.Rules.Transparency;

internal sealed class NoExport : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "transparency/no-export",
        Check = "export",
        Title = "Customers see a sum, and cannot fetch the records behind it",
        Severity = Severity.Low,
        Confidence = Confidence.Possible,
        Classification = Classification.Suggestion,
        Description = "The usage view shows totals. No route gives customers the single records, as a file or page by page, with which they could check them.",
        Remediation = "Offer the usage records of a period as CSV or through a paged API, with ids, times, units and unrounded quantities.",
        Why = "Customers who have to allocate cost to their own projects, or who doubt a line, ask support for what a download would have told them.",
        Wrong = "app.get('/usage', totals);",
        Right = "app.get('/usage', totals);\napp.get('/usage/events', page);",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        var reads = UsageView.Reads(facts).ToList();
        if (reads.Count == 0 || reads.Any(read => read.Site.Query!.Aggregates.IsEmpty && read.Site.Query.GroupBy.IsEmpty)) yield break;
        if (facts.Functions.Any(function => Extraction.Words.Of((function.Fact.EntryText ?? "") + " " + function.Fact.Name).Overlaps(["export", "csv", "download", "records", "events"]))) yield break;
        yield return Match.Defect(reads[0]);
    }
}
