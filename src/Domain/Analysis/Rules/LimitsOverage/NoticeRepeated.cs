using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.LimitsOverage;

internal sealed class NoticeRepeated : Rule
{
    private static readonly string[] Memories = ["notice", "notices", "notification", "notifications", "notified", "alert", "alerts", "alerted", "warned", "warning", "warnings", "sent", "threshold", "thresholds", "announced"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "limits-overage/notice-repeated",
        Check = "soft-limit",
        Title = "The notice goes out again each time that usage is looked at",
        Severity = Severity.Medium,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "Above the threshold the customer is told every time this runs: nothing remembers that the notice has gone out in this period.",
        Remediation = "Claim the notice before sending it: insert (customer, threshold, period) under a unique key and send only when a row was inserted, or compare the totals before and after.",
        Why = "A warning that arrives with every request is switched off by its reader, and is not there when it counts.",
        Wrong = "if (used >= limit * 0.8) await mail(customer, 'You have used 80%');",
        Right = "if (used >= limit * 0.8 && (await notices.claim(customer, period, 80))) await mail(customer, 'You have used 80%');",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var compare in facts.Of(SiteKind.Compare).Where(compare => compare.Site.Is("notifies")))
        {
            if (compare.Site.Target is "==" or "===") continue;
            if (compare.Site.Is("remembers") || Remembers(facts, compare.Function, 2)) yield return Match.Fulfilled(compare, "Past the threshold the customer is told, and it is remembered that this was done.");
            else yield return Match.Defect(compare, $"While `{compare.Site.What}` holds, the notice goes out again each time: nothing remembers that it was sent in this period.");
        }

        foreach (var read in facts.Of(SiteKind.Read).Where(read => read.Site.Query is { Verb: "select" } query && query.Predicates.Any(IsPastLimit)))
        {
            if (!facts.EntriesOf(read.Function).Any(entry => entry.Fact.Entry == EntryKind.Schedule) || NoticeAfter(facts, read) is not { } notice) continue;
            if (Remembers(facts, read.Function, 2)) yield return Match.Fulfilled(notice, "Customers past the threshold are told, and it is remembered that this was done.");
            else yield return Match.Defect(notice, "Each run selects everyone past the threshold and tells them again: nothing remembers that the notice was sent in this period.", read.Location);
        }

        foreach (var write in facts.Of(SiteKind.Write))
        {
            if (write.Site.Is("insert") && Words.Of(write.Site.Target ?? "").Overlaps(["notice", "notices", "alerts", "notifications", "warnings"]) && write.Site.Query is { OnConflict: "nothing" })
            {
                yield return Match.Fulfilled(write, $"Each notice is claimed in `{write.Site.Target}` before it goes out, once for each threshold and period.");
            }
        }
    }

    /// <summary>Whether a condition of a statement selects those whose usage has come to a part of what is included.</summary>
    private static bool IsPastLimit(PredicateFact predicate)
    {
        var (used, limit) = predicate.Operator switch
        {
            ">" or ">=" => (predicate.Column, predicate.Right),
            "<" or "<=" => (predicate.Right, predicate.Column),
            _ => ("", ""),
        };
        return Words.Of(limit).Overlaps(Vocabulary.Limit) && Words.Of(used) is var words && (words.Overlaps(Vocabulary.Usage) || words.Overlaps(Vocabulary.Quantity));
    }

    /// <summary>Where those are told that a statement has selected: in its function, or in one that this calls.</summary>
    private static LinkedSite? NoticeAfter(SubmissionFacts facts, LinkedSite read)
    {
        foreach (var site in facts.In(read.Function).Where(site => site.Site.Offset > read.Site.Offset && (site.Site.Within & Surroundings.Catch) == 0))
        {
            if (IsNotice(site)) return site;
            if (site.Site.Kind != SiteKind.Call) continue;
            foreach (var notice in facts.Callees(site).SelectMany(callee => facts.In(callee, SiteKind.Notify)).Where(IsNotice)) return notice;
        }

        return null;

        static bool IsNotice(LinkedSite site) => site.Site.Kind == SiteKind.Notify && (site.Site.Is("mail") || site.Site.Is("page")) && (site.Site.Within & Surroundings.Catch) == 0;
    }

    private static bool Remembers(SubmissionFacts facts, LinkedFunction function, int distance) => facts.In(function).Any(site =>
        (site.Site.Kind is SiteKind.Write && (SpeaksOfNotice(site.Site.Target) || (site.Site.Query is { } query && query.Assignments.Any(assignment => SpeaksOfNotice(assignment.Column)))))
        || (site.Site.Kind is SiteKind.Read && (SpeaksOfNotice(site.Site.Target) || (site.Site.Query is { } asked && asked.Predicates.Any(predicate => SpeaksOfNotice(predicate.Column)))))
        || (site.Site.Kind is SiteKind.Collect && SpeaksOfNotice(site.Site.Target))
        || (site.Site.Kind is SiteKind.Call && distance > 0 && facts.Callees(site).Any(callee => !callee.Equals(function) && Remembers(facts, callee, distance - 1))));

    private static bool SpeaksOfNotice(string? name) => name is not null && Words.Of(name).Overlaps(Memories);
}
