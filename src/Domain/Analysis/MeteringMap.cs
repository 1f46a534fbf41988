using System.Collections.Immutable;
using Claudit.Analysis.Facts;
using Claudit.Reports;

namespace Claudit.Analysis;

/// <summary>Traces each metered event from where it arises to the charge, as far as the code shows.</summary>
internal static class MeteringMap
{
    /// <summary>By meter, then by the place of the send.</summary>
    public static ImmutableArray<MeteringRoute> Of(SubmissionFacts facts)
    {
        var storage = facts.Of(SiteKind.Write).Where(IsUsage).Select(write => StageOf(write, write.Site.Target ?? write.Site.What)).FirstOrDefault();
        var aggregation = facts.Of(SiteKind.Read).Where(read => IsUsage(read) && read.Site.Is("sum")).Select(read => StageOf(read, read.Site.Target ?? read.Site.What)).FirstOrDefault();
        return
        [
            .. facts.Sends
                .Select(send => RouteOf(facts, send, storage, aggregation))
                .GroupBy(route => (route.Meter, route.Provider, route.Source?.What))
                .Select(group => group.First())
                .OrderBy(route => route.Meter, StringComparer.Ordinal)
                .ThenBy(route => route.Transmission?.Location.Path, StringComparer.Ordinal)
                .ThenBy(route => route.Transmission?.Location.StartLine),
        ];
    }

    private static MeteringRoute RouteOf(SubmissionFacts facts, LinkedSite send, MeteringStage? storage, MeteringStage? aggregation)
    {
        var provider = Architecture.NameOf(send.Site.Provider);
        var source = SourceOf(facts, send);
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

    private static bool IsUsage(LinkedSite site) => Extraction.Vocabulary.SpeaksOfUsage(site.Site.Target ?? site.Site.What);

    private static MeteringStage StageOf(LinkedSite site, string what) => new(what, site.Location);

    private static string? GapOf(MeteringStage? source, MeteringStage? storage, MeteringStage? charge) => (source, storage, charge) switch
    {
        (null, _, _) => "The code that causes the usage is not shown.",
        (_, _, null) => "How the collected usage becomes a charge is not shown.",
        (_, null, _) => "No own record of the usage is shown beside the provider's.",
        _ => null,
    };
}
