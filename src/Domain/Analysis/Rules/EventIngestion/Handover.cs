using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;

namespace Claudit.Analysis.Rules.EventIngestion;

/// <summary>Where a function hands usage on: to a provider, to a queue, to a store, or to another function that does.</summary>
internal static class Handover
{
    private static readonly HashSet<string> Other = new(StringComparer.Ordinal)
    {
        "email", "emails", "mail", "notification", "notifications", "notice", "notices", "audit", "analytics", "segment", "posthog", "log", "logs", "search", "image", "thumbnail",
    };

    private static readonly string[] Limits = ["quota", "quotas", "limit", "limits", "allowance", "allowances"];

    /// <summary>In the order in which they stand.</summary>
    public static IEnumerable<LinkedSite> In(SubmissionFacts facts, LinkedFunction function) => facts.In(function).Where(site => IsHandover(facts, site));

    public static bool IsHandover(SubmissionFacts facts, LinkedSite site) => site.Site.Kind switch
    {
        SiteKind.Send => true,
        SiteKind.Publish => IsUsage(site),
        SiteKind.Write => IsRecord(site),
        SiteKind.Call => Leads(facts, site) || IsNamedSo(facts, site),
        _ => false,
    };

    /// <summary>Whether usage is recorded durably: stored, or on a queue that outlives the process.</summary>
    public static bool IsDurable(LinkedSite site) => site.Site.Kind switch
    {
        SiteKind.Publish => IsUsage(site) && !site.Site.Is("volatile"),
        SiteKind.Write => IsRecord(site),
        _ => false,
    };

    /// <summary>Whether a call of what is not shown says by its name that it records usage.</summary>
    private static bool IsNamedSo(SubmissionFacts facts, LinkedSite call)
    {
        var words = Words.Of($"{call.Site.What} {call.Site.Tags.FirstOrDefault(tag => tag.StartsWith("of:", StringComparison.Ordinal))}");
        return Speaks(words) && Words.Of(call.Site.Target ?? "").Overlaps(Recording) && !facts.Callees(call).Any();
    }

    private static readonly string[] Recording = ["record", "report", "track", "emit", "send", "insert", "save", "store", "persist", "ingest", "publish", "enqueue", "write", "submit", "push", "bill", "charge", "add", "append", "put"];

    /// <summary>Whether a call reaches a handover, at most two calls away.</summary>
    public static bool Leads(SubmissionFacts facts, LinkedSite call) => Behind(facts, call, 2) is not null;

    /// <summary>The handover that a call reaches; null when none is shown.</summary>
    public static LinkedSite? Behind(SubmissionFacts facts, LinkedSite call, int distance)
    {
        foreach (var callee in facts.Callees(call).Take(1))
        {
            if (callee.Equals(call.Function)) continue;
            foreach (var site in facts.In(callee))
            {
                if (site.Site.Kind == SiteKind.Call)
                {
                    if (distance > 1 && Behind(facts, site, distance - 1) is { } deeper) return deeper;
                }
                else if (IsHandover(facts, site))
                {
                    return site;
                }
            }
        }

        return null;
    }

    /// <summary>The durable record of usage that a call reaches; null when none is shown.</summary>
    public static LinkedSite? RecordBehind(SubmissionFacts facts, LinkedSite call, int distance)
    {
        foreach (var callee in facts.Callees(call).Take(1))
        {
            if (callee.Equals(call.Function)) continue;
            foreach (var site in facts.In(callee))
            {
                if (IsDurable(site)) return site;
                if (distance > 1 && site.Site.Kind == SiteKind.Call && RecordBehind(facts, site, distance - 1) is { } deeper) return deeper;
            }
        }

        return null;
    }

    /// <summary>Whether what is put on a queue or into memory is usage, by what it is called and where it stands.</summary>
    public static bool IsUsage(LinkedSite site)
    {
        if (site.Site.Is("bare")) return false;
        var own = Words.Of($"{site.Site.Target} {site.Site.What}");
        if (Speaks(own)) return true;
        if (own.Overlaps(Other)) return false;
        return Speaks(Words.Of($"{site.Function.Fact.Name} {site.Function.Fact.Container}"))
            || site.Site.Fields.Any(field => Vocabulary.SpeaksOfUsage(field.Name) || Vocabulary.SpeaksOf(Vocabulary.Usage, field.Value.Words))
            || Speaks(Words.Of(site.File.Path));
    }

    /// <summary>Whether what is put on a queue is called something that is not usage.</summary>
    public static bool IsOther(LinkedSite site) => Words.Of($"{site.Site.Target} {site.Site.What}").Overlaps(Other);

    /// <summary>A stored row or count of usage. What else stands in the program says nothing of a table, so only its own name counts.</summary>
    private static bool IsRecord(LinkedSite site) => !site.Site.Is("delete") && !site.Site.Is("claim")
        && !Words.Of(site.Site.Target ?? "").Overlaps(Limits)
        && (site.Site.Is("batch") ? IsUsage(site) : Vocabulary.SpeaksOfUsage(site.Site.Target ?? "") || Words.Of(site.Site.Target ?? "").Contains("outbox"));

    private static bool Speaks(WordSet words) => words.Contains("billing") || Vocabulary.SpeaksOf(Vocabulary.Usage, words);
}
