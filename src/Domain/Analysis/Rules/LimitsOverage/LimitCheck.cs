using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;

namespace Claudit.Analysis.Rules.LimitsOverage;

/// <summary>A comparison that decides whether usage may go on, and what is known of its surroundings.</summary>
internal static class LimitCheck
{
    private static readonly HashSet<string> Subjects = new(StringComparer.Ordinal)
    {
        "limit", "limits", "quota", "quotas", "allowance", "credit", "credits", "budget", "balance", "entitlement", "entitlements", "entitled", "usage", "spend", "funds",
    };

    private static readonly HashSet<string> Verbs = new(StringComparer.Ordinal)
    {
        "check", "can", "allow", "allowed", "has", "within", "enforce", "assert", "reserve", "consume", "is", "try", "verify", "ensure", "guard", "require", "authorize", "over", "exceeds", "exceeded", "exceed", "admit", "gate",
        "validate", "acquire", "remaining", "under",
    };

    private static readonly HashSet<string> Excess = new(StringComparer.Ordinal) { "over", "exceeds", "exceeded", "exceed", "blocked", "reached", "limited", "depleted", "exhausted", "beyond" };

    /// <summary>Whether a comparison refuses work, or tells its caller to.</summary>
    public static bool Decides(LinkedSite compare) =>
        (compare.Site.Is("refuses") || compare.Site.Is("answers") || compare.Site.Is("guards")) && !(compare.Site.Is("threshold") && !compare.Site.Is("refuses")) && !compare.Site.Is("notifies");

    public static IEnumerable<LinkedSite> Deciding(SubmissionFacts facts) => facts.Of(SiteKind.Compare).Where(Decides);

    /// <summary>Whether a function by this name is asked whether usage may go on.</summary>
    public static bool IsNamedFor(string? name) => name is not null && Words.Of(name) is var words && words.Overlaps(Subjects) && (words.Overlaps(Verbs) || words.Contains("middleware"));

    /// <summary>Whether what a function answers decides elsewhere that a request is refused for lack of quota or credits.</summary>
    public static bool IsAskedToRefuse(SubmissionFacts facts, LinkedFunction function)
    {
        if (function.Fact.Name.Length == 0) return false;
        foreach (var call in facts.Callers(function))
        {
            if (call.Function.Equals(function)) continue;
            foreach (var refusal in facts.In(call.Function).Where(site => site.Site.Kind == SiteKind.Respond && site.Site.Offset > call.Site.Offset))
            {
                if (!refusal.Site.Conditions.Any(condition => condition.Calls.Contains(function.Fact.Name))) continue;
                var words = Words.Of(refusal.Site.What);
                if (refusal.Site.Target == "402" || words.Overlaps(Subjects)) return true;
                if (refusal.Site.Target is "429" or "403" && (Words.Of(call.Site.What).Overlaps(Subjects) || refusal.Site.Fields.Any(field => field.Value.Literal is { } said && Words.Of(said).Overlaps(Subjects)))) return true;
            }
        }

        return false;
    }

    /// <summary>Whether a function by this name says yes when there is too much.</summary>
    public static bool AsksForExcess(string name) => Words.Of(name).Overlaps(Excess);

    /// <summary>Whether the compared amount is read from somewhere, rather than handed in.</summary>
    public static bool IsRead(LinkedSite compare)
    {
        if (Watched(compare) is not { } value) return false;
        return value.Has(Traits.Fetched) || value.Calls.Length > 0;
    }

    /// <summary>The side that changes: what has been used, or the stock that is left.</summary>
    public static Value? Watched(LinkedSite compare) => compare.Site.Field(compare.Site.Is("stock") ? "limit" : "used");

    /// <summary>Whether something keeps a second request out between the check and what follows it.</summary>
    public static bool IsExclusive(SubmissionFacts facts, LinkedSite compare) =>
        (compare.Site.Within & Surroundings.Lock) != 0
        || facts.In(compare.Function).Any(site => site.Site is { Kind: SiteKind.Mention, Target: "exclusive" } || site.Site.Query is { Locks: true } || site.Site.Is("lock"))
        || (facts.In(compare.Function, SiteKind.Write).Any(write => write.Site.Is("change")) && facts.Of(SiteKind.Mention).Any(mention => mention.Site.Target == "versioned"));

    /// <summary>Whether the amount is what an increment just made here has answered, so that each request sees its own number.</summary>
    public static bool IsCounted(SubmissionFacts facts, LinkedSite compare) => compare.Site.Is("counted")
        || facts.In(compare.Function, SiteKind.Write).Any(write => write.Site.Offset < compare.Site.Offset && write.Site.Is("increment") && UsageStore.Raises(write)
            && (write.Site.Query is { Returns: true } || write.Site.Result is not null));
}
