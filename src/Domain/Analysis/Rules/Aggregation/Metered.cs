using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;

namespace Claudit.Analysis.Rules.Aggregation;

/// <summary>Whether a place has to do with metered usage and its charge, by the names around it.</summary>
internal static class Metered
{
    private static readonly string[] Periods =
        ["period", "periods", "cycle", "statement", "statements", "subscription", "prorate", "proration", "prorated", "price", "pricing", "cost", "rate", "rating", "tariff", "quota", "aggregate", "aggregation"];

    public static bool Concerns(LinkedSite site) =>
        Speaks(site.Function.Fact.Name) || Speaks(site.Function.Fact.Container ?? "") || Speaks(site.File.Path) || Speaks(site.Site.What);

    /// <summary>The same, or by what its function calls.</summary>
    public static bool Concerns(SubmissionFacts facts, LinkedSite site) => Concerns(site) || CallsOf(facts, site);

    private static bool CallsOf(SubmissionFacts facts, LinkedSite site) =>
        (!site.Function.IsTopLevel && facts.In(site.Function, SiteKind.Call).Any(call => Words.Of(call.Site.What) is var words && (words.Overlaps(Vocabulary.Usage) || words.Overlaps(["invoice", "invoices", "bill", "billing"]))));

    /// <summary>Whether it has to do with usage by its names, or by what else its function and file do: a total alone may be that of a shopping basket.</summary>
    public static bool Touches(SubmissionFacts facts, LinkedSite site) => Speaks(site.Function.Fact.Name) || Speaks(site.Function.Fact.Container ?? "") || Speaks(site.File.Path) || CallsOf(facts, site) || site.File.Sites.Any(each => each.Kind switch
    {
        SiteKind.Send => true,
        SiteKind.Read or SiteKind.Write => each.Query is { } query && query.Tables.Any(table => Words.Of(table).Overlaps(Vocabulary.Usage)),
        _ => false,
    }) || Words.Of($"{site.Site.What} {site.Site.Target}") is var words && (words.Overlaps(Vocabulary.Usage) || words.Overlaps(["tokens", "events", "units", "bytes", "credits", "invoice", "seconds", "minutes", "gb", "calls", "requests"]));

    /// <summary>Whether a query reads or writes usage: by its tables, or by what it aggregates.</summary>
    public static bool IsUsage(QueryFact query) =>
        query.Tables.Any(SpeaksOfEvents) || query.Tables.Any(table => Words.Of(table).Overlaps(["reading", "readings", "measurement", "measurements", "sample", "samples"])) || query.Aggregates.Any(aggregate => Words.Of(aggregate) is var words && (words.Overlaps(Vocabulary.Usage) || words.Overlaps(Vocabulary.Measure)));

    public static bool IsAmount(string name) => Words.Of(name) is var words && (words.Overlaps(Vocabulary.Measure) || words.Overlaps(Vocabulary.Quantity) || words.Overlaps(Amounts)) && !words.Overlaps(Statistics);

    /// <summary>Whether a name is that of a measurement of the system, which nobody is charged for.</summary>
    public static bool IsStatistic(string name) => Words.Of(name).Overlaps(Statistics);

    public static bool IsMoney(string name) => Words.Of(name).Overlaps(Money);

    private static readonly string[] Amounts = ["amount", "hours", "hour", "gb", "kb", "mb", "gib", "fee", "charge", "charges", "revenue", "due", "credits", "credit", "balance", "spend", "egress", "storage", "usage", "megabytes", "gigabytes", "kilobytes", "terabytes", "mib", "tb", "characters", "chars", "pages", "messages", "segments", "images", "frames", "operations", "kwh", "sms", "characters", "documents", "queries", "invocations"];

    private static readonly string[] Money = ["price", "cost", "costs", "amount", "fee", "fees", "charge", "charges", "cents", "dollars", "usd", "eur", "due", "credit", "credits", "balance", "spend", "revenue", "total"];

    private static readonly string[] Statistics =
        ["avg", "average", "mean", "latency", "duration", "elapsed", "score", "ratio", "percent", "percentage", "progress", "weight", "timeout", "delay", "variance", "histogram", "retry", "attempt"];

    private static bool Speaks(string name)
    {
        var words = Words.Of(name);
        return words.Overlaps(Vocabulary.Usage) || words.Overlaps(Vocabulary.Billing) || words.Overlaps(Periods);
    }

    /// <summary>Whether a table holds what is metered, event by event or counted.</summary>
    public static bool SpeaksOfEvents(string table)
    {
        var words = Words.Of(table);
        return words.Overlaps(Vocabulary.Usage) || words.Overlaps(["event", "events", "requests", "calls", "completions", "transactions", "counters", "counter", "quota", "quotas"]);
    }
}
