using System.Collections.Immutable;
using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Reports;

namespace Claudit.Analysis;

/// <summary>Traces each metered event from where it arises to the charge, as far as the code shows.</summary>
internal static class MeteringMap
{
    /// <summary>By meter, then by the place of the send.</summary>
    public static ImmutableArray<MeteringRoute> Of(SubmissionFacts facts) =>
    [
        .. facts.Sends
            .Select(send => RouteOf(facts, send))
            .GroupBy(route => (route.Meter, route.Provider, route.Source?.What))
            .Select(group => group.First())
            .OrderBy(route => route.Meter, StringComparer.Ordinal)
            .ThenBy(route => route.Transmission?.Location.Path, StringComparer.Ordinal)
            .ThenBy(route => route.Transmission?.Location.StartLine),
    ];

    private static MeteringRoute RouteOf(SubmissionFacts facts, LinkedSite send)
    {
        var provider = Architecture.NameOf(send.Site.Provider);
        var source = SourceOf(facts, send);
        var storage = Nearest(facts, send, facts.Of(SiteKind.Write).Where(write => IsUsage(write) && !write.Site.Is("delete")));
        var aggregation = Nearest(facts, send, facts.Of(SiteKind.Read).Where(read => IsUsage(read) && read.Site.Is("sum")));
        // A provider adds up and charges by itself: what is shown of that is the send.
        var charge = provider.Length > 0 ? new MeteringStage($"{provider}, by its own meters and prices", send.Location) : null;
        return new MeteringRoute(
            send.Site.Target ?? "(dynamic)",
            provider.Length > 0 ? provider : "custom",
            source,
            StageOf(send, send.Site.What),
            storage,
            aggregation,
            charge,
            GapOf(source, storage, charge));
    }

    /// <summary>
    /// The store or sum that belongs to a send: the one that its function or what is called around it touches, or that names the same meter. Of several meters, what
    /// names another, or nothing that both have in common, belongs to none.
    /// </summary>
    private static MeteringStage? Nearest(SubmissionFacts facts, LinkedSite send, IEnumerable<LinkedSite> sites)
    {
        var meters = facts.Sends.Select(each => each.Site.Target).Distinct().Take(2).Count();
        var around = Around(facts, send);
        var meter = Words.Of(send.Site.Target ?? "");
        (LinkedSite Site, int Score) best = default;
        foreach (var site in sites)
        {
            var score = (around.Contains(site.Function) ? 2 : 0) + (Names(site, send.Site.Target, meter) ? 3 : 0);
            if (score == 0 && meters > 1) continue;
            if (best.Site.File is null || score > best.Score) best = (site, score);
        }

        return best.Site.File is null ? null : StageOf(best.Site, best.Site.Site.Target ?? best.Site.Site.What);
    }

    /// <summary>The functions at most two calls away from a send, in either direction.</summary>
    private static HashSet<LinkedFunction> Around(SubmissionFacts facts, LinkedSite send)
    {
        var around = new HashSet<LinkedFunction> { send.Function };
        for (var distance = 0; distance < 2; distance++)
        {
            foreach (var function in around.ToList())
            {
                around.UnionWith(facts.Callers(function).Select(call => call.Function).Where(caller => !caller.IsTopLevel));
                around.UnionWith(facts.In(function, SiteKind.Call).SelectMany(call => facts.Callees(call).Take(1)));
            }
        }

        return around;
    }

    private static bool Names(LinkedSite site, string? target, SortedSet<string> meter)
    {
        if (target is null) return false;
        if (site.Site.Fields.Any(field => field.Value.Literal == target)) return true;
        var own = Words.Of($"{site.Site.Target} {string.Join(' ', site.Site.Query?.Aggregates ?? [])} {string.Join(' ', site.Site.Query?.Assignments.Select(assignment => assignment.Column) ?? [])}");
        return meter.Any(word => word.Length > 3 && !Vocabulary.Usage.Contains(word) && own.Contains(word));
    }

    private static MeteringStage? SourceOf(SubmissionFacts facts, LinkedSite send)
    {
        foreach (var entry in facts.EntriesOf(send.Function))
        {
            var name = entry.Fact.Name.Length > 0 ? entry.Fact.Name : entry.Fact.EntryText ?? "";
            return new MeteringStage(entry.Fact.EntryText ?? name, entry.Location with { EndLine = entry.Location.StartLine });
        }

        return send.Function.IsTopLevel || send.Function.Fact.Name.Length == 0
            ? null
            : new MeteringStage(send.Function.Fact.Name, send.Function.Location with { EndLine = send.Function.Location.StartLine });
    }

    private static bool IsUsage(LinkedSite site) => Vocabulary.SpeaksOfUsage(site.Site.Target ?? site.Site.What);

    private static MeteringStage StageOf(LinkedSite site, string what) => new(what, site.Location);

    private static string? GapOf(MeteringStage? source, MeteringStage? storage, MeteringStage? charge) => (source, storage, charge) switch
    {
        (null, _, _) => "The code that causes the usage is not shown.",
        (_, _, null) => "How the collected usage becomes a charge is not shown.",
        (_, null, _) => "No own record of the usage is shown beside the provider's.",
        _ => null,
    };
}
