using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.LimitsOverage;

internal sealed class WorkBeforeCheck : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "limits-overage/work-before-check",
        Check = "enforcement",
        Title = "The limit is checked after the costly work is done",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The request does what is metered first and asks afterwards whether it was allowed. The cost has arisen by then, and it is either given away or charged past the limit.",
        Remediation = "Check, or reserve an upper bound, before the work begins, and settle the actual amount afterwards.",
        Why = "A limit that is enforced afterwards protects neither side: the work is done, and the answer is refused.",
        Wrong = "const answer = await model.complete(prompt);\nif (used + answer.tokens > limit) return res.status(402).end();",
        Right = "if (used + estimate(prompt) > limit) return res.status(402).end();\nconst answer = await model.complete(prompt);",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var function in facts.Functions.Where(function => function.Fact.Entry == EntryKind.Route))
        {
            var checks = facts.In(function).Where(site => IsCheck(site, facts)).ToList();
            if (checks.Count == 0) continue;
            var first = checks[0];
            var work = facts.In(function, SiteKind.Call).FirstOrDefault(site => site.Site.Is("work") && (site.Site.Within & Surroundings.Catch) == 0);
            if (work.File is null) continue;
            if (work.Site.Offset < first.Site.Offset) yield return Match.Defect(first, $"`{work.Site.What}` has done the work when `{first.Site.What}` is asked.", work.Location);
            else yield return Match.Fulfilled(first, $"The limit is checked before `{work.Site.What}` does the work.");
        }
    }

    private static bool IsCheck(LinkedSite site, SubmissionFacts facts) => site.Site.Kind switch
    {
        SiteKind.Compare => site.Site.Is("refuses") && LimitCheck.Decides(site),
        SiteKind.Call => !site.Site.Is("work") && site.Site.Target is not null && (facts.Callees(site).Any(callee => facts.In(callee, SiteKind.Compare).Any(LimitCheck.Decides) || facts.In(callee, SiteKind.Write).Any(write => UsageStore.IsConditional(write.Site)))
            || (!facts.Callees(site).Any() && LimitCheck.IsNamedFor(site.Site.Target))),
        _ => false,
    };
}
