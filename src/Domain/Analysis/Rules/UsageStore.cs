using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;

namespace Claudit.Analysis.Rules;

/// <summary>Tells which sites touch what is counted of a customer's usage: counters, balances, events.</summary>
internal static class UsageStore
{
    private static readonly HashSet<string> Held = new(StringComparer.Ordinal)
    {
        "usage", "usages", "meter", "meters", "metering", "metered", "consumption", "quota", "quotas", "credit", "credits", "balance", "balances", "wallet", "wallets", "counter", "counters", "allowance", "billable", "spend",
        "ledger", "tokens", "entitlement", "entitlements",
    };

    private static readonly HashSet<string> Counted = new(StringComparer.Ordinal)
    {
        "used", "usage", "consumed", "consumption", "spent", "spend", "total", "tokens", "credits", "credit", "balance", "remaining", "units", "requests", "calls", "quantity", "amount", "count", "bytes", "minutes", "value",
    };

    private static readonly HashSet<string> Stocks = new(StringComparer.Ordinal) { "credits", "credit", "balance", "wallet", "funds", "prepaid" };

    private static readonly HashSet<string> Raising = new(StringComparer.Ordinal)
    {
        "record", "track", "increment", "incr", "add", "consume", "deduct", "charge", "debit", "bump", "save", "log", "insert", "update", "spend", "use", "write", "report", "emit", "put", "set", "store", "count",
    };

    private static readonly HashSet<string> Events = new(StringComparer.Ordinal) { "event", "events", "record", "records", "log", "logs", "ledger", "entries", "entry", "lines", "transactions", "usage", "usages", "readings", "samples" };

    private static readonly HashSet<string> Totals = new(StringComparer.Ordinal)
    {
        "counter", "counters", "summary", "summaries", "rollup", "rollups", "daily", "monthly", "hourly", "total", "totals", "limit", "limits", "quota", "quotas", "aggregate", "aggregates", "balance", "balances", "plan", "plans", "notice",
        "notices", "alert", "alerts", "statement", "statements", "period", "periods", "threshold", "thresholds", "window", "windows", "by",
    };

    /// <summary>Whether a site raises what a customer has used, or takes from what is left.</summary>
    public static bool Raises(LinkedSite site) => site.Site.Kind switch
    {
        SiteKind.Write => IsWrite(site.Site, Counted),
        SiteKind.Call => site.Site.Target is { } name && Words.Of(name) is var words && words.Overlaps(Raising) && words.Overlaps(Held) && !words.Overlaps(["check", "get", "limit", "limits", "can", "has"]),
        SiteKind.Send => true,
        _ => false,
    };

    /// <summary>Whether a write changes a balance or a stock of credits.</summary>
    public static bool TakesFromStock(LinkedSite site) => site.Site.Kind switch
    {
        SiteKind.Write => IsWrite(site.Site, Stocks),
        SiteKind.Call => site.Site.Target is { } name && Words.Of(name) is var words && words.Overlaps(["deduct", "charge", "debit", "consume", "spend", "decrement", "use", "take", "subtract"]) && words.Overlaps(Stocks),
        _ => false,
    };

    /// <summary>Whether a write only happens within a limit that stands in the statement itself.</summary>
    public static bool IsConditional(Site write) => write.Query is { } query && query.Predicates.Any(predicate =>
        predicate.Operator is "<" or "<=" or ">" or ">=" && (Words.Of(predicate.Column).Overlaps(Counted) || Words.Of(predicate.Right).Overlaps(Vocabulary.Limit)));

    /// <summary>Whether a write raises a count, or takes from a stock, within a limit that the statement itself asks for.</summary>
    public static bool IsConditionalCount(LinkedSite write) => write.Site.Is("increment") && Raises(write) && IsConditional(write.Site);

    /// <summary>Whether a table holds usage event by event, rather than totals of it.</summary>
    public static bool HoldsEvents(string? table) =>
        table is not null && Words.Of(table) is var words && words.Overlaps(Vocabulary.Usage) && words.Overlaps(Events) && !words.Overlaps(Totals);

    /// <summary>Whether a table is called after single events, so that a row of it is one.</summary>
    public static bool IsEventLog(string? table) => HoldsEvents(table) && Words.Of(table!).Overlaps(["event", "events", "record", "records", "log", "logs", "ledger", "entries", "entry", "lines", "transactions", "readings"]);

    /// <summary>Whether a table holds usage in any form.</summary>
    public static bool HoldsUsage(string? table) => table is not null && Words.Of(table) is var words && words.Overlaps(Vocabulary.Usage) && !words.Overlaps(["limit", "limits", "plan", "plans", "notice", "notices", "alert", "alerts"]);

    private static bool IsWrite(Site site, HashSet<string> columns)
    {
        if (site.Is("delete")) return false;
        var table = Words.Of(site.Query?.Table ?? site.Target ?? "");
        if (site.Query is not { Assignments.IsEmpty: false } query) return table.Overlaps(Held) && (ReferenceEquals(columns, Counted) || table.Overlaps(columns)) && !table.Overlaps(["notice", "notices", "limit", "limits", "plan", "plans", "alert", "alerts"]);
        return query.Assignments.Any(assignment => Words.Of(assignment.Column) is var column && column.Overlaps(columns) && !column.Overlaps(["limit", "max", "cap", "at", "start", "end", "id"]))
            && (table.Overlaps(Held) || query.Assignments.Any(assignment => Words.Of(assignment.Column).Overlaps(Held) || Words.Of(assignment.Column).Contains("used")));
    }
}
