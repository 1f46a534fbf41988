using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.LimitsOverage;

internal sealed class LimitInProcessMemory : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "limits-overage/limit-in-process-memory",
        Check = "enforcement",
        Title = "The usage that the limit is checked against lives in the memory of one process",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The amount compared with the limit is counted in a variable of the process. Each replica counts for itself, and a restart begins again at nothing.",
        Remediation = "Count in a store that all replicas share, keyed by customer and billing period, with an atomic increment.",
        Why = "With three replicas the limit is three times as high; with a deployment a day it is reset every day.",
        Wrong = """
            const used = new Map<string, number>();
            if ((used.get(customer) ?? 0) + n > limit) throw new LimitReached();
            used.set(customer, (used.get(customer) ?? 0) + n);
            """,
        Right = """
            const used = await redis.incrby(`used:${customer}:${period}`, n);
            if (used > limit) throw new LimitReached();
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        var counters = facts.Of(SiteKind.Collect).ToLookup(site => (site.File.Path, site.Site.Target));
        foreach (var compare in LimitCheck.Deciding(facts).Where(compare => compare.Site.Is("memory")))
        {
            var name = compare.Site.Tags.First(tag => tag.StartsWith("in:", StringComparison.Ordinal))[3..];
            if (counters[(compare.File.Path, name)].FirstOrDefault() is not { File: not null } counter) continue;
            yield return Match.Defect(
                compare,
                $"The limit is checked against `{name}`, which counts in the memory of one process: each replica has its own count, and a restart begins at nothing.",
                counter.Location);
        }
    }
}
