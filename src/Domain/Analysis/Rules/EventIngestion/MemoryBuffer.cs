using Claudit.Analysis.Facts;

namespace Claudit.Analysis.Rules.EventIngestion;

/// <summary>Usage that is collected in the memory of the process, and the functions that hand it on from there.</summary>
/// <param name="Collects">Where it is collected, by place; at least one.</param>
/// <param name="Drains">The functions that empty it or hand it on.</param>
internal sealed record MemoryBuffer(string Name, IReadOnlyList<LinkedSite> Collects, IReadOnlyList<LinkedFunction> Drains)
{
    public bool IsCounter => Collects.Any(site => site.Site.Is("counter"));

    public static IEnumerable<MemoryBuffer> Of(SubmissionFacts facts)
    {
        foreach (var group in facts.Of(SiteKind.Collect).Where(site => !site.Site.Is("set")).GroupBy(site => (site.File.Path, site.Site.Target)))
        {
            var collects = group.Where(site => (site.Site.Within & Surroundings.Catch) == 0).ToList();
            if (collects.Count == 0) continue;
            var file = collects[0].File;
            var drains = facts.Of(SiteKind.Clear).Where(clear => ReferenceEquals(clear.File, file) && clear.Site.Target == group.Key.Target)
                .Select(clear => clear.Function).Distinct()
                .Where(function => Handover.In(facts, function).Any()).ToList();
            if (drains.Count > 0 && (drains.Any(drain => facts.SendBehind(drain) is not null) || Handover.IsUsage(collects[0]))) yield return new MemoryBuffer(group.Key.Target!, collects, drains);
        }
    }

    /// <summary>Whether something hands it on when the process stops: a hook, or a last call behind the loop that does it otherwise.</summary>
    public bool IsDrainedAtShutdown(SubmissionFacts facts) => Drains.Any(drain =>
        facts.EntriesOf(drain).Any(entry => entry.Fact.Entry == EntryKind.Shutdown) || facts.Callers(drain).Any(call => IsLast(facts, call)));

    private static bool IsLast(SubmissionFacts facts, LinkedSite call)
    {
        if ((call.Site.Within & Surroundings.Finally) != 0) return true;
        return (call.Site.Within & Surroundings.Loop) == 0
            && facts.In(call.Function, SiteKind.Call).Any(other => other.Site.Target == call.Site.Target && (other.Site.Within & Surroundings.Loop) != 0 && other.Site.Offset < call.Site.Offset);
    }
}
