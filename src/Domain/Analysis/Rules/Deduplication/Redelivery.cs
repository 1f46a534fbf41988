using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;

namespace Claudit.Analysis.Rules.Deduplication;

/// <summary>Writes of usage that happen once for each delivery of a message, of which there may be several.</summary>
internal static class Redelivery
{
    public static IEnumerable<LinkedSite> Writes(SubmissionFacts facts, EntryKind entry) =>
        facts.Of(SiteKind.Write).Where(write => IsUsage(write) && facts.EntriesOf(write.Function).Any(start => start.Fact.Entry == entry) && !IsScheduled(facts, write));

    /// <summary>Whether a write counts or stores usage, or what is paid for it.</summary>
    public static bool IsUsage(LinkedSite write)
    {
        var words = Words.Of($"{write.Site.Query?.Table ?? write.Site.Target} {write.Site.Field("key")?.Text}");
        if (write.Site.Query is { } counted && counted.Assignments.Where(assignment => assignment.Accumulates).ToList() is { Count: > 0 } added
            && added.TrueForAll(assignment => Words.Of(assignment.Column).Overlaps(["attempt", "attempts", "retries", "tries", "version", "failures", "errors", "revision"])))
        {
            return false;
        }

        if (write.Site.Is("cache") || words.Overlaps(["metric", "metrics", "stats", "rate", "attempts", "retry"])) return false;
        return words.Overlaps(Vocabulary.Usage) || words.Overlaps(["credit", "credits", "balance", "balances", "wallet", "wallets", "quota", "quotas", "counter", "counters", "charges", "invoices"])
            || (words.Overlaps(["event", "events"]) && SaysHowMuch(write))
            || (write.Site.Query is { } query && query.Assignments.Any(assignment => assignment.Accumulates && Words.Of(assignment.Column) is var column && (column.Overlaps(Vocabulary.Measure) || column.Overlaps(["credits", "credit", "balance", "wallet", "quota", "allowance"]))));
    }

    /// <summary>Whether a row of events has a quantity: other events, of an order or an invoice, are a history that nothing is charged by.</summary>
    private static bool SaysHowMuch(LinkedSite write) => write.Site.Fields.Select(field => field.Name).Concat(write.Site.Query?.Assignments.Select(assignment => assignment.Column) ?? [])
        .Any(name => Words.Of(name) is var column && (column.Overlaps(Vocabulary.Usage) || column.Overlaps(Vocabulary.Measure) || column.Overlaps(Vocabulary.Quantity)));

    /// <summary>Whether it is a job that a clock starts through a queue, rather than a message for each use.</summary>
    private static bool IsScheduled(SubmissionFacts facts, LinkedSite write) =>
        facts.EntriesOf(write.Function).Any(start => start.Fact.Entry is EntryKind.Schedule or EntryKind.Route || Words.Of(start.Fact.EntryText ?? "").Overlaps(["schedule", "scheduled", "cron", "nightly", "rollup"]));
}
