using System.Collections.Frozen;

namespace Claudit.Analysis.Extraction;

/// <summary>The words by which code speaks of metering. Each set holds one meaning, singular and plural.</summary>
internal static class Vocabulary
{
    /// <summary>Names with one of these are about metered usage.</summary>
    public static readonly FrozenSet<string> Usage = Set(
        "usage", "usages", "meter", "meters", "metering", "metered", "billable", "consumption", "overage", "overages", "ledger",
        "rollup", "rollups", "invoiceable", "chargeable");

    /// <summary>Names with one of these are about what is charged, but not always by usage.</summary>
    public static readonly FrozenSet<string> Billing = Set("billing", "bill", "bills", "invoice", "invoices", "charge", "charges", "credit", "credits", "quota", "quotas");

    public static readonly FrozenSet<string> Limit = Set(
        "limit", "limits", "quota", "quotas", "allowance", "cap", "included", "entitlement", "entitlements", "threshold", "budget", "remaining",
        "balance", "max", "maximum", "ceiling", "allotment");

    public static readonly FrozenSet<string> Period = Set("period", "cycle", "month", "monthly", "billing", "invoice", "window", "renewal");

    public static readonly FrozenSet<string> Quantity = Set(
        "quantity", "qty", "units", "amount", "count", "total", "tokens", "bytes", "seconds", "minutes", "requests", "calls", "value", "cost", "price", "used");

    /// <summary>Tables, keys and functions with one of these hold usage on its way: events, their ids, how far a job has come.</summary>
    public static readonly FrozenSet<string> Passage = Set(
        "event", "events", "processed", "processing", "idempotency", "idempotent", "dedupe", "dedup", "deduplication", "outbox", "inbox", "webhook", "webhooks",
        "checkpoint", "checkpoints", "watermark", "watermarks", "cursor", "cursors", "export", "exports", "exported", "counter", "counters", "plan", "plans",
        "subscription", "subscriptions", "entitlement", "entitlements", "seen", "delivered", "reservation", "reservations", "wallet", "wallets");

    /// <summary>Columns with one of these hold what is measured and charged.</summary>
    public static readonly FrozenSet<string> Measure = Set(
        "quantity", "qty", "units", "tokens", "bytes", "used", "cost", "price", "cents", "seats", "idempotency", "billed", "invoiced", "metered", "exported", "reported");

    /// <summary>Whether a table, key or function by a name of these words matters.</summary>
    public static bool SpeaksOfStores(WordSet words) => words.Overlaps(Usage) || words.Overlaps(Billing) || words.Overlaps(Limit) || words.Overlaps(Passage);

    /// <summary>Whether columns by names of these words matter.</summary>
    public static bool SpeaksOfRecords(WordSet words) => words.Overlaps(Usage) || words.Overlaps(Measure) || words.Overlaps(Billing);

    public static bool SpeaksOf(FrozenSet<string> meaning, IEnumerable<string> words) => words.Any(meaning.Contains);

    public static bool SpeaksOf(FrozenSet<string> meaning, WordSet words) => words.Overlaps(meaning);

    public static bool SpeaksOfUsage(ReadOnlySpan<char> name) => SpeaksOf(Usage, Words.Of(name));

    private static FrozenSet<string> Set(params string[] words) => words.ToFrozenSet(StringComparer.Ordinal);
}
