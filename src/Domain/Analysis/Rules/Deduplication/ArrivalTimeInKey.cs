using System.Collections.Immutable;
using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Deduplication;

internal sealed class ArrivalTimeInKey : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "deduplication/arrival-time-in-key",
        Check = "key-construction",
        Title = "The unique key of the usage table holds the time of arrival",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "Every unique key of the table that holds the event's id holds the time at which the row arrived as well. An event that arrives again has another time, and is no duplicate to the table.",
        Remediation = "Make the id unique alone, or together with the time of the usage, which is the same in every delivery; partition by that time where the key must hold the partition's column.",
        Why = "ON CONFLICT and the error on duplicates look as if they work, and never meet a duplicate: each redelivery is stored and charged.",
        Wrong = "PRIMARY KEY (event_id, received_at)",
        Right = "PRIMARY KEY (event_id, occurred_at)",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var (file, table) in facts.Tables)
        {
            if (!UsageStore.HoldsUsage(table.Name) && !UsageStore.HoldsEvents(table.Name)) continue;
            var identifying = table.Uniques.Where(unique => unique.Any(IsIdentity)).ToImmutableArray();
            if (identifying.IsEmpty || table.Uniques.Any(unique => !unique.Any(column => IsArrival(table, column)) && unique is not ["id"])) continue;
            var arrival = identifying[0].FirstOrDefault(column => IsArrival(table, column));
            if (arrival is null) continue;
            yield return Match.Defect(
                new LinkedSite(file, new Site { Kind = SiteKind.Mention, Function = 0, Lines = table.Lines, Offset = 0, What = table.Name }),
                $"`{table.Name}` is unique by {string.Join(", ", identifying[0].Select(column => $"`{column}`"))}, and `{arrival}` is when the row arrived: an event that is delivered again is stored a second time.");
        }
    }

    private static bool IsIdentity(string column) => Words.Of(column) is var words && words.Overlaps(["id", "key", "uuid", "idempotency", "identifier", "hash", "transaction"])
        && !words.Overlaps(["customer", "account", "org", "organization", "tenant", "user", "team", "workspace", "subscription", "project", "meter", "plan"]);

    /// <summary>Whether a column holds the clock of the moment in which the row was written.</summary>
    private static bool IsArrival(TableFact table, string column)
    {
        var words = Words.Of(column);
        if (!words.Overlaps(["at", "time", "timestamp", "on", "date", "ts"])) return false;
        if (words.Overlaps(["received", "ingested", "inserted", "arrived", "stored", "loaded", "enqueued", "delivered"])) return true;
        return table.Columns.FirstOrDefault(each => each.Name == column)?.Default is { } standard && (standard.Contains("now", StringComparison.Ordinal) || standard.Contains("current_timestamp", StringComparison.Ordinal) || standard.Contains("clock_timestamp", StringComparison.Ordinal));
    }
}
