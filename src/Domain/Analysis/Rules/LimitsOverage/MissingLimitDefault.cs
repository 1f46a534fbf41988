using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.LimitsOverage;

internal sealed class MissingLimitDefault : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "limits-overage/missing-limit-default",
        Check = "enforcement",
        Title = "A limit that is missing or 0 is taken for no limit",
        Severity = Severity.Medium,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "Where the limit cannot be found, or is 0, the check takes an endless one. A plan with a misspelt name, or one that includes nothing, is unlimited.",
        Remediation = "Refuse when the plan or its limit is not known, and mark unlimited plans by a value of their own that nothing else can be mistaken for.",
        Why = "The mistake is silent and costs the whole usage of the customers concerned.",
        Wrong = "const limit = LIMITS[customer.plan] ?? Infinity;",
        Right = "const limit = LIMITS[customer.plan];\nif (limit === undefined) throw new UnknownPlan(customer.plan);",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        var compared = new HashSet<LinkedFunction>();
        foreach (var compare in LimitCheck.Deciding(facts))
        {
            var limit = compare.Site.Field("limit")?.Text;
            if (compare.Site.Is("endless-default")) compared.Add(compare.Function);
            if (compare.Site.Is("endless-default") && compare.Site.Is("or-default")) yield return Match.Defect(compare, $"`{limit}` becomes endless when the limit is 0 or missing: a plan that includes nothing is unlimited.");
            else if (compare.Site.Is("endless-default") && compare.Site.Is("looked-up")) yield return Match.Defect(compare, $"`{limit}` becomes endless when the plan is not known: a customer whose plan is misspelt or new is unlimited.");
            else if (compare.Site.Is("zero-default") && !compare.Site.Is("looked-up")) yield return Match.Defect(compare, $"`{limit}` becomes 0 when the limit is missing: customers without one are refused from the first request.") with { Severity = Severity.Low, Confidence = Confidence.Possible };
        }

        foreach (var given in facts.Of(SiteKind.Mention).Where(mention => mention.Site.Target == "endless-limit" && mention.Site.Is("looked-up") && !compared.Contains(mention.Function)))
        {
            if (IsTechnical(given)) continue;
            yield return Match.Defect(given, $"`{given.Site.What}` is endless when the plan or meter is not known: a customer whose plan is misspelt or new is unlimited.");
        }
    }

    /// <summary>Whether it is a limit of a request or a list rather than one of a customer's plan.</summary>
    private static bool IsTechnical(LinkedSite given)
    {
        var words = Words.Of($"{given.Site.What} {given.Function.Fact.Name}");
        return words.Overlaps(["page", "query", "args", "params", "rate", "size", "rows", "items", "retry", "retries", "depth", "memory", "timeout", "header", "headers", "env", "options", "config"])
            || !words.Overlaps(["plan", "plans", "tier", "tiers", "quota", "quotas", "subscription", "customer", "meter", "meters", "feature", "features", "usage", "entitlement", "entitlements", "allowance", "org", "account", "tenant"]);
    }
}
