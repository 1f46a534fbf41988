using Claudit.Analysis.Extraction;

namespace Claudit.Analysis.Rules.Aggregation;

/// <summary>What a column of time stands for, by its name.</summary>
internal static class TimeColumn
{
    private static readonly string[] Times = ["at", "time", "timestamp", "ts", "when", "datetime", "occurred", "created", "inserted", "recorded", "received", "ingested", "date"];
    private static readonly string[] Inserted = ["created", "inserted", "ingested", "received", "loaded", "stored", "updated", "processed", "arrived"];
    private static readonly string[] Occurred = ["occurred", "happened", "event", "used", "started", "ended", "measured", "timestamp", "ts", "consumed", "finished", "completed", "usage"];

    public static bool IsTime(string column) => Words.Of(column).Overlaps(Times);

    /// <summary>Whether it says when the row was written, rather than when the usage happened.</summary>
    public static bool IsInsertTime(string column) => Words.Of(column) is var words && words.Overlaps(Inserted) && words.Overlaps(["at", "time", "timestamp", "ts", "on", "date"]);

    public static bool IsEventTime(string column) => IsTime(column) && !IsInsertTime(column) && Words.Of(column).Overlaps(Occurred);

    /// <summary>Whether it holds whole days, of which the last belongs to a period.</summary>
    public static bool IsDay(SubmissionFacts facts, string? table, string column)
    {
        foreach (var (_, shape) in facts.Tables)
        {
            if (shape.Name != table) continue;
            foreach (var each in shape.Columns)
            {
                if (each.Name == column) return each.Type is "date" or "date32";
            }
        }

        return Words.Of(column) is var words && (words.Contains("day") || (words.Contains("date") && !words.Contains("time")));
    }

    /// <summary>Whether a name is that of a span of time which many events share.</summary>
    public static bool IsWindow(string column) => Words.Of(column).Overlaps(["window", "period", "day", "hour", "month", "date", "bucket", "week", "minute"]);
}
