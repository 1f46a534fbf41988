using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Aggregation;

internal sealed class ReplacingWithoutFinal : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "aggregation/replacing-without-final",
        Check = "meter-function",
        Title = "Usage is added up over a table that still holds replaced rows",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The table replaces rows of one key when it merges its parts, some time after they were inserted. Until then a sum counts every version of a row.",
        Remediation = "Read with FINAL, or take one row a key (argMax, LIMIT 1 BY, GROUP BY the id) before adding up.",
        Why = "How much is charged twice depends on when the database merged last: the total changes between two readings, and is too high in each.",
        Wrong = "SELECT sum(units) FROM usage_events WHERE customer = {c:String}",
        Right = "SELECT sum(units) FROM usage_events FINAL WHERE customer = {c:String}",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        var replacing = facts.Tables.Where(each => each.Table.Engine?.Contains("replacing", StringComparison.Ordinal) ?? false).Select(each => each.Table.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var read in facts.Of(SiteKind.Read).Concat(facts.Of(SiteKind.Write)))
        {
            if (read.Site.Query is not { Aggregates.IsEmpty: false } query || !query.Tables.Any(replacing.Contains)) continue;
            if (query.Deduplicates || query.GroupBy.Any(column => column is "id" or "event_id")) yield return Match.Fulfilled(read, "Replaced rows are left out of the sum.");
            else if (query.Aggregates.Any(aggregate => aggregate.StartsWith("sum", StringComparison.Ordinal) || aggregate.StartsWith("count(", StringComparison.Ordinal))) yield return Match.Defect(read, $"`{query.Table}` replaces rows some time after their insert, and this adds up all of them: until then, events that were sent twice count twice.");
        }
    }
}
