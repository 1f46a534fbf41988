using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Aggregation;

internal sealed class LostUpdate : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "aggregation/lost-update",
        Check = "meter-function",
        Title = "Usage is written back as a sum that was worked out from an older value",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The counter is read, the new usage is added in the program, and the sum is written. Whatever another request has added between the read and the write is overwritten.",
        Remediation = "Let the store add (`SET used = used + n`, `F('used') + n`, `INCRBY`), or hold a lock or a version check over read and write.",
        Why = "Two requests at once leave the usage of one of them: the busiest customers are charged the least of what they used.",
        Wrong = """
            const row = await db.usage.findOne({ customer });
            await db.usage.update({ customer }, { used: row.used + units });
            """,
        Right = """
            await db.query('UPDATE usage SET used = used + $2 WHERE customer = $1', [customer, units]);
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        var seen = new HashSet<LinkedFunction>();
        foreach (var write in facts.Of(SiteKind.Write))
        {
            if (!UsageStore.Raises(write) || UsageStore.TakesFromStock(write) || (write.Site.Within & Surroundings.Lock) != 0) continue;
            if (!IsWorkedOut(facts, write) || IsExclusive(facts, write) || IsCompared(facts, write) || !seen.Add(write.Function)) continue;
            yield return Match.Defect(write, $"`{write.Site.What}` writes a sum of what was read before and the new usage: what others added in between is lost.");
        }
    }

    private static bool IsWorkedOut(SubmissionFacts facts, LinkedSite write)
    {
        if (write.Site.Is("change")) return true;
        if (!write.Site.Is("overwrite") || write.Site.Is("atomic") || write.Site.Is("checked")) return false;
        foreach (var field in write.Site.Fields)
        {
            if (field.Name is "key" or "ttl" || !field.Value.Has(Traits.Fetched) || !field.Value.Text.Contains('+', StringComparison.Ordinal) || field.Value.Text.Contains('`', StringComparison.Ordinal)) continue;
            if (facts.In(write.Function, SiteKind.Read).Any(read => read.Site.Offset < write.Site.Offset && read.Site.Target == write.Site.Target && !read.Site.Is("lock") && !read.Site.Is("sum"))) return true;
        }

        return false;
    }

    private static bool IsExclusive(SubmissionFacts facts, LinkedSite write) =>
        facts.In(write.Function).Any(site => site.Site is { Kind: SiteKind.Mention, Target: "exclusive" } || site.Site.Query is { Locks: true } || site.Site.Is("lock") || (site.Site.Within & Surroundings.Lock) != 0)
        || facts.Of(SiteKind.Mention).Any(mention => mention.Site.Target == "versioned")
        || (write.Site.Query?.Predicates.Any(predicate => Words.Of(predicate.Column).Overlaps(["version", "revision", "etag"])) ?? false);

    /// <summary>Where the same value is compared with a limit first, the race is one of limits.</summary>
    private static bool IsCompared(SubmissionFacts facts, LinkedSite write) => facts.In(write.Function, SiteKind.Compare).Any(compare => compare.Site.Offset < write.Site.Offset);
}
