using Claudit.Analysis.Facts;
using Claudit.Code;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Aggregation;

internal sealed class InsertTimePeriod : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "aggregation/insert-time-period",
        Check = "period-boundaries",
        Title = "The period is cut by when rows were written, not by when usage happened",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The rows know when the usage happened, but the query asks when they were written. What arrived late counts in a later period.",
        Remediation = "Compare the time of the usage, and let a grace period or a correction take care of what arrives after the close.",
        Why = "A queue that was held up over the end of the month moves usage to the next invoice, with its prices and allowances.",
        Wrong = "SELECT sum(units) FROM usage WHERE created_at >= $1 AND created_at < $2",
        Right = "SELECT sum(units) FROM usage WHERE occurred_at >= $1 AND occurred_at < $2",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var read in facts.Of(SiteKind.Read).Concat(facts.Of(SiteKind.Write)))
        {
            if (read.Site.Query is not { } query || query.Aggregates.IsEmpty || !Metered.IsUsage(query)) continue;
            var predicate = query.Predicates.FirstOrDefault(each => each.Operator is ">=" or ">" or "between" && TimeColumn.IsInsertTime(each.Column));
            if (predicate is null || EventTimeOf(facts, query) is not { } column || query.Predicates.Any(each => each.Column == column)) continue;
            yield return Match.Defect(read, $"The period is cut by `{predicate.Column}`, while `{column}` says when the usage happened: what was written late counts in a later period.") with
            {
                Locations = [read.At(new LineRange(predicate.Line, predicate.Line)), read.Location],
            };
        }
    }

    private static string? EventTimeOf(SubmissionFacts facts, QueryFact query)
    {
        foreach (var (_, table) in facts.Tables)
        {
            if (table.Name != query.Table) continue;
            foreach (var column in table.Columns)
            {
                if (TimeColumn.IsEventTime(column.Name)) return column.Name;
            }
        }

        return facts.Of(SiteKind.Write)
            .Where(write => write.Site.Query is { Verb: "insert" or "merge" } insert && insert.Table == query.Table)
            .SelectMany(write => write.Site.Query!.Assignments)
            .FirstOrDefault(assignment => TimeColumn.IsEventTime(assignment.Column))?.Column;
    }
}
