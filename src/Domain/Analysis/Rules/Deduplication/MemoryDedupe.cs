using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Deduplication;

internal sealed class MemoryDedupe : Rule
{
    private static readonly string[] Caches = ["lru-cache", "node-cache", "cachetools", "Microsoft.Extensions.Caching.Memory", "functools", "quick-lru", "memory-cache", "expiringdict"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "deduplication/memory-dedupe",
        Check = "retry-safety",
        Title = "Which events were counted is remembered in the memory of one process",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The ids of handled events live in a variable. A restart forgets them, and another instance has never known them.",
        Remediation = "Keep the ids where all instances look: a table with a unique key written together with the usage, or the provider's own event key.",
        Why = "Redeliveries follow restarts: just when the memory is empty, the events that it held come again.",
        Wrong = "const seen = new Set(); if (seen.has(event.id)) return; seen.add(event.id);",
        Right = "INSERT INTO processed_events (id) VALUES ($1) ON CONFLICT DO NOTHING",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var memory in facts.Of(SiteKind.Collect).Where(IsSetOfIds).Concat(facts.Of(SiteKind.Write).Where(IsCacheOfIds)))
        {
            if (Guards.Near(facts, memory) is not null || !Counts(facts, memory)) continue;
            yield return Match.Defect(memory, $"`{memory.Site.Target ?? memory.Site.What}` remembers in the memory of this process which events were counted: after a restart, or in another instance, they are counted again.");
        }
    }

    private static bool IsSetOfIds(LinkedSite collect) => !collect.Site.HasAnyTag("counter") && (collect.Site.Is("set") || collect.Site.Is("buffer"))
        && Words.Of(collect.Site.Target ?? "") is var words
        && (Guards.SpeaksOfProcessed(collect.Site.Target ?? "") || (collect.Site.Is("set") && words.Overlaps(["recent", "known", "done", "sent", "reported", "ids", "counted", "billed", "recorded"])));

    private static bool IsCacheOfIds(LinkedSite write) =>
        write.Site.Is("cache") && write.File.Imports.Any(import => Caches.Contains(import))
        && Guards.SpeaksOfProcessed($"{write.Site.What} {write.Site.Target} {write.Site.Field("key")?.Text}");

    /// <summary>Whether what it guards counts usage, and has no other guard: a send without a stable key, or a write of its own.</summary>
    private static bool Counts(SubmissionFacts facts, LinkedSite memory)
    {
        var near = Guards.Neighbourhood(facts, memory.Function).SelectMany(function => facts.In(function)).ToList();
        var sends = near.Where(site => site.Site.Kind == SiteKind.Send).ToList();
        if (sends.Count > 0) return sends.TrueForAll(send => EventKey.Of(send) is not { } key || key.Value.HasAny(Traits.Random | Traits.Clock));
        return near.Exists(site => site.Site.Kind == SiteKind.Write && Redelivery.IsUsage(site) && (site.Site.Is("increment") || site.Site.Query is { Verb: "insert", OnConflict: null }))
            || near.Exists(site => site.Site.Kind == SiteKind.Collect && site.Site.Is("counter"));
    }
}
