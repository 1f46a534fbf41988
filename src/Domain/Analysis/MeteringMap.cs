using System.Collections.Immutable;
using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Analysis.Rules;
using Claudit.Reports;

namespace Claudit.Analysis;

/// <summary>Traces each metered event from where it arises to the charge, as far as the code shows.</summary>
internal static class MeteringMap
{
    /// <summary>By meter, then by the place of the send.</summary>
    public static ImmutableArray<MeteringRoute> Of(SubmissionFacts facts)
    {
        var stores = new Stages(facts.Of(SiteKind.Write).Where(write => IsUsage(write) && !write.Site.Is("delete")));
        var sums = new Stages(facts.Of(SiteKind.Read).Where(read => IsUsage(read) && read.Site.Is("sum")));
        var isOnly = facts.Sends.Select(send => send.Site.Target).Distinct().Take(2).Count() < 2;
        return
        [
            .. facts.Sends
                .GroupBy(send => (send.Site.Target, Architecture.NameOf(send.Site.Provider), SourceOf(facts, send)?.What))
                .Select(group => RouteOf(facts, group.First(), stores, sums, isOnly))
                .OrderBy(route => route.Meter, StringComparer.Ordinal)
                .ThenBy(route => route.Transmission?.Location.Path, StringComparer.Ordinal)
                .ThenBy(route => route.Transmission?.Location.StartLine),
        ];
    }

    private static MeteringRoute RouteOf(SubmissionFacts facts, LinkedSite send, Stages stores, Stages sums, bool isOnly)
    {
        var provider = Architecture.NameOf(send.Site.Provider);
        var source = SourceOf(facts, send);
        var around = Around(facts, send);
        var storage = Stage(stores.Nearest(send, around, isOnly));
        var aggregation = Stage(sums.Nearest(send, around, isOnly));
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

    private static MeteringStage? Stage(LinkedSite? site) => site is { } found ? StageOf(found, found.Site.Target ?? found.Site.What) : null;

    private static string? GapOf(MeteringStage? source, MeteringStage? storage, MeteringStage? charge) => (source, storage, charge) switch
    {
        (null, _, _) => "The code that causes the usage is not shown.",
        (_, _, null) => "How the collected usage becomes a charge is not shown.",
        (_, null, _) => "No own record of the usage is shown beside the provider's.",
        _ => null,
    };

    /// <summary>The stores or sums of usage that a submission shows, by what tells to which meter they belong.</summary>
    private sealed class Stages
    {
        private readonly List<LinkedSite> _all;
        private readonly ILookup<LinkedFunction, int> _byFunction;
        private readonly Dictionary<string, int> _firstByWord = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int> _firstByLiteral = new(StringComparer.Ordinal);

        public Stages(IEnumerable<LinkedSite> all)
        {
            _all = [.. all];
            _byFunction = Enumerable.Range(0, _all.Count).ToLookup(index => _all[index].Function);
            for (var index = 0; index < _all.Count; index++)
            {
                foreach (var word in WordsOf(_all[index].Site)) _firstByWord.TryAdd(word, index);
                foreach (var field in _all[index].Site.Fields)
                {
                    if (field.Value.Literal is { } literal) _firstByLiteral.TryAdd(literal, index);
                }
            }
        }

        /// <summary>
        /// What belongs to a send: what names the same meter, best in a function around it, or else what a function around it touches. Of several meters, what
        /// names another, or nothing that both have in common, belongs to none.
        /// </summary>
        public LinkedSite? Nearest(LinkedSite send, HashSet<LinkedFunction> around, bool isOnly)
        {
            var target = send.Site.Target;
            var meter = Words.Of(target ?? "").ToImmutable().Where(word => word.Length > 3 && !Vocabulary.Usage.Contains(word)).ToList();
            // The record of single events rather than a counter beside it.
            var near = around.SelectMany(function => _byFunction[function]).OrderByDescending(index => UsageStore.IsEventLog(_all[index].Site.Query?.Table)).ThenBy(index => index).ToList();
            var named = near.FindIndex(index => target is not null && Names(_all[index].Site, target, meter));
            if (named >= 0) return _all[near[named]];

            var first = target is null ? _all.Count : meter.Select(word => _firstByWord.GetValueOrDefault(word, _all.Count)).Append(_firstByLiteral.GetValueOrDefault(target, _all.Count)).Min();
            if (first < _all.Count) return _all[first];
            if (near.Count > 0) return _all[near[0]];
            return isOnly && _all.Count > 0 ? _all[0] : null;
        }

        private static bool Names(Site site, string target, List<string> meter) =>
            site.Fields.Any(field => field.Value.Literal == target) || (meter.Count > 0 && WordsOf(site) is var own && meter.Exists(own.Contains));

        private static WordSet WordsOf(Site site)
        {
            var words = Words.Of(site.Target ?? "");
            foreach (var aggregate in site.Query?.Aggregates ?? []) Words.AddTo(words, aggregate);
            foreach (var assignment in site.Query?.Assignments ?? []) Words.AddTo(words, assignment.Column);
            return words;
        }
    }
}
