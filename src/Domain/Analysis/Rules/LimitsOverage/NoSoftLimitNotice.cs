using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.LimitsOverage;

internal sealed class NoSoftLimitNotice : Rule
{
    private static readonly string[] Telling =
        ["threshold", "thresholds", "notice", "notices", "notify", "notified", "notification", "notifications", "warning", "warnings", "warn", "warned", "soft", "alert", "alerts", "alerted", "approaching", "nearing", "mail", "mailer", "email"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "limits-overage/no-soft-limit-notice",
        Check = "soft-limit",
        Title = "A limit is enforced, and nothing tells customers before they reach it",
        Severity = Severity.Medium,
        Confidence = Confidence.Possible,
        Classification = Classification.Deficiency,
        Description = "Requests are refused at the limit. Nothing submitted compares usage with a step before it, or sends a notice: the first that customers hear is the refusal.",
        Remediation = "Compare usage with steps such as 80% and 100%, and tell the customer once for each step and period.",
        Why = "A product that stops without warning is an incident for its customer, and the limit is what gets blamed.",
        Wrong = "if (used + n > limit) throw new LimitReached();",
        Right = "if (used + n > limit) throw new LimitReached();\nif (used + n >= limit * 0.8) await notices.sendOnce(customer, period, 80);",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        var entries = facts.Functions.Select(function => function.Fact.Entry).ToList();
        if (!entries.Contains(EntryKind.Route)) yield break;
        var enforced = LimitCheck.Deciding(facts).Where(compare => compare.Site.Is("refuses")).Concat(facts.Of(SiteKind.Write).Where(write => UsageStore.IsConditionalCount(write))).FirstOrDefault();
        if (enforced.File is null || Tells(facts)) yield break;
        // Where jobs are shown beside the routes, the notice would be among them.
        var isWhole = entries.Contains(EntryKind.Schedule) && entries.Count(entry => entry == EntryKind.Route) > 2;
        yield return Match.Defect(enforced) with { Severity = isWhole ? null : Severity.Low };
    }

    private static bool Tells(SubmissionFacts facts) =>
        facts.Of(SiteKind.Notify).Any() || facts.Of(SiteKind.Compare).Any(compare => compare.Site.Is("threshold") || compare.Site.Is("notifies"))
        || facts.Functions.Any(function => Words.Of(function.Fact.Name).Overlaps(Telling))
        || facts.Of(SiteKind.Call).Any(call => Words.Of(call.Site.What).Overlaps(Telling))
        || facts.Of(SiteKind.Write).Concat(facts.Of(SiteKind.Publish)).Any(site => Words.Of(site.Site.Target ?? "").Overlaps(Telling))
        || facts.Of(SiteKind.Mention).Any(mention => Words.Of(mention.Site.Target ?? "").Overlaps(Telling))
        || facts.Tables.Any(table => Words.Of(table.Table.Name).Overlaps(Telling));
}
