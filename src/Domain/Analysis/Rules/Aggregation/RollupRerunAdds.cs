using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Aggregation;

internal sealed class RollupRerunAdds : Rule
{
    private static readonly string[] RollupWords = ["rollup", "rollups", "roll", "aggregate", "aggregates", "aggregation", "summarize", "summary", "daily", "hourly", "monthly", "backfill", "recompute"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "aggregation/rollup-rerun-adds",
        Check = "meter-function",
        Title = "A rollup that runs again adds to what it wrote before",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The sum of a window is added to what is stored for that window, or inserted beside it. Each further run for the same window counts its usage once more.",
        Remediation = "Replace the stored sum of the window: a unique key of customer, meter and window, and an update that sets rather than adds.",
        Why = "Jobs run again after a crash, a time-out or by hand. Then the customer is charged twice for the window.",
        Wrong = "ON CONFLICT (customer, hour) DO UPDATE SET used = rollups.used + EXCLUDED.used",
        Right = "ON CONFLICT (customer, hour) DO UPDATE SET used = EXCLUDED.used",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var write in facts.Of(SiteKind.Write))
        {
            if (write.Site.Query is not { } query || !IsRollup(facts, write, query)) continue;
            var hasWindow = query.Assignments.Any(assignment => TimeColumn.IsWindow(assignment.Column));
            var adding = query.Assignments.FirstOrDefault(assignment => assignment.Accumulates);
            if (adding is not null && (hasWindow || query.Verb == "update"))
            {
                yield return Match.Defect(write, $"`{query.Table}.{adding.Column}` is built from its old value and the sum of the window: each run for the same window adds that sum once more.");
            }
            else if (query.OnConflict == "update" && hasWindow)
            {
                yield return Match.Fulfilled(write, $"A second run for the same window replaces what `{query.Table}` holds of it.");
            }
            else if (query.Verb == "insert" && query.OnConflict is null && !query.Aggregates.IsEmpty && !IsUnique(facts, query) && !IsCleared(facts, write, query))
            {
                yield return Match.Defect(write, $"The sums are inserted into `{query.Table}` with nothing that refuses a second row for the same window: each run counts its usage once more.");
            }
        }
    }

    /// <summary>Whether what is written was added up from stored events, rather than being one event.</summary>
    private static bool IsRollup(SubmissionFacts facts, LinkedSite write, QueryFact query)
    {
        if (query.Verb is not ("insert" or "update" or "merge") || !Metered.IsUsage(query)) return false;
        if (query.Aggregates.Any(IsSum)) return true;
        var entries = facts.EntriesOf(write.Function).Select(entry => entry.Fact.Entry).ToList();
        if (entries.Exists(entry => entry is EntryKind.Route or EntryKind.Webhook)) return false;
        if (!IsNamedRollup(write, query) && !entries.Contains(EntryKind.Schedule)) return false;
        return facts.In(write.Function).Any(each => each.Site.Offset < write.Site.Offset
            && (each.Site.Kind == SiteKind.Read ? each.Site.HasAnyTag("sum", "count") : each.Site.Kind == SiteKind.Calculate && each.Site.Is("accumulate")));
    }

    private static bool IsSum(string aggregate) => aggregate.StartsWith("sum", StringComparison.Ordinal) || aggregate.StartsWith("count", StringComparison.Ordinal);

    private static bool IsNamedRollup(LinkedSite write, QueryFact query) =>
        Words.Of(write.Function.Fact.Name).Overlaps(RollupWords) || Words.Of(query.Table ?? "").Overlaps(RollupWords) || Words.Of(write.File.Path).Overlaps(RollupWords);

    private static bool IsUnique(SubmissionFacts facts, QueryFact query)
    {
        var columns = query.Assignments.Select(assignment => assignment.Column).ToHashSet(StringComparer.Ordinal);
        return facts.Tables.Any(each => each.Table.IsCalled(query.Table) && each.Table.Uniques.Any(unique => unique.All(columns.Contains)));
    }

    private static bool IsCleared(SubmissionFacts facts, LinkedSite write, QueryFact query) =>
        facts.In(write.Function, SiteKind.Write).Any(each => each.Site.Query is { Verb: "delete" or "truncate" } cleared && cleared.Table == query.Table);
}
