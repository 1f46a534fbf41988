using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Analysis.Rules.EventIngestion;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.LimitsOverage;

internal sealed class RouteWithoutLimit : Rule
{
    private static readonly string[] Limits = ["quota", "quotas", "allowance", "entitlement", "entitlements", "credits", "budget", "usage", "spend", "balance"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "limits-overage/route-without-limit",
        Check = "enforcement",
        Title = "One of several routes to the same work has no limit in front of it",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "Routes beside it check the quota before they do the work. This one does the same work, and records its usage, without the check.",
        Remediation = "Put the check in front of all routes to the work, on the group that holds them if there is one.",
        Why = "The limit holds only for those who do not know the other route, and what is used there counts towards nothing.",
        Wrong = "router.post('/translate', quota, translate);\nrouter.post('/translate/batch', translateBatch);",
        Right = "router.post('/translate', quota, translate);\nrouter.post('/translate/batch', quota, translateBatch);",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts) => OfRegistrations(facts).Concat(OfFunctions(facts));

    private static IEnumerable<Match> OfRegistrations(SubmissionFacts facts)
    {
        foreach (var file in facts.Of(SiteKind.Mention).Where(mention => mention.Site.Target == "route").GroupBy(mention => mention.File))
        {
            var all = file.ToList();
            if (all.Exists(each => each.Site.What == "group" && each.Site.Tags.Any(IsLimit))) continue;
            var routes = all.FindAll(each => each.Site.What is not ("group" or "filter"));
            bool IsGuarded(LinkedSite route) => route.Site.Tags.Any(IsLimit) || all.Exists(filter => filter.Site.What == "filter" && filter.Site.Offset == route.Site.Offset && filter.Site.Lines.First == route.Site.Lines.First && filter.Site.Tags.Any(IsLimit));
            var guarded = routes.Find(IsGuarded);
            if (guarded.File is null) continue;
            foreach (var bare in routes.Where(route => !IsGuarded(route) && !route.Site.What.StartsWith("GET", StringComparison.Ordinal) && !route.Site.What.StartsWith("DELETE", StringComparison.Ordinal)))
            {
                if (HandlerOf(facts, bare) is not { } handler || !Meters(facts, handler) || Checks(facts, handler)) continue;
                yield return Match.Defect(bare, $"`{bare.Site.What}` does metered work without the limit that stands in front of `{guarded.Site.What}`: it does not hold here.", guarded.Location, handler.Location with { EndLine = handler.Location.StartLine });
            }
        }
    }

    /// <summary>Routes that are told by what stands at their functions.</summary>
    private static IEnumerable<Match> OfFunctions(SubmissionFacts facts)
    {
        foreach (var group in facts.Functions.Where(function => function.Fact.Entry == EntryKind.Route && !function.IsTopLevel && function.Fact.Name.Length > 0).GroupBy(function => (function.File, function.Fact.Container)))
        {
            var routes = group.ToList();
            if (routes.Count < 2) continue;
            var limited = routes.Find(route => route.Fact.Guards.Any(IsLimit));
            if (limited.File is null) continue;
            foreach (var bare in routes.Where(route => !route.Fact.Guards.Any(IsLimit) && route.Fact.EntryText is { } text && !text.StartsWith("GET", StringComparison.Ordinal) && !text.StartsWith("DELETE", StringComparison.Ordinal)))
            {
                if (!Meters(facts, bare) || Checks(facts, bare)) continue;
                yield return new Match
                {
                    Kind = MatchKind.Defect,
                    Locations = [bare.Location with { EndLine = bare.Location.StartLine }, limited.Location with { EndLine = limited.Location.StartLine }],
                    Text = $"`{bare.Fact.EntryText}` does metered work without the limit that stands in front of `{limited.Fact.EntryText}`: it does not hold here.",
                    Symbol = bare.Fact.Name,
                };
            }
        }
    }

    private static bool IsLimit(string name) => !name.StartsWith("to:", StringComparison.Ordinal) && Words.Of(name) is var words
        && (words.Overlaps(["quota", "quotas", "allowance", "entitlement", "entitlements", "credits", "budget"]) || (words.Overlaps(["limit", "limits", "limited"]) && words.Overlaps(["usage", "plan", "spend", "monthly", "within"])) || (words.Overlaps(Limits) && words.Overlaps(["check", "enforce", "require", "guard", "limit"])));

    private static LinkedFunction? HandlerOf(SubmissionFacts facts, LinkedSite route)
    {
        if (route.Site.Tags.FirstOrDefault(tag => tag.StartsWith("to:", StringComparison.Ordinal)) is { } to)
        {
            foreach (var callee in facts.Callees(route with { Site = route.Site with { Target = to[3..] } }).Take(1)) return callee;
            return null;
        }

        foreach (var function in facts.Functions)
        {
            if (ReferenceEquals(function.File, route.File) && function.Fact.Entry == EntryKind.Route && !function.IsTopLevel && function.Fact.Lines.First >= route.Site.Lines.First && function.Fact.Lines.Last <= route.Site.Lines.Last) return function;
        }

        return null;
    }

    private static bool Meters(SubmissionFacts facts, LinkedFunction function) => Handover.In(facts, function).Any();

    /// <summary>Whether the function asks for the limit itself.</summary>
    private static bool Checks(SubmissionFacts facts, LinkedFunction function) => facts.In(function).Any(site =>
        (site.Site.Kind == SiteKind.Compare && LimitCheck.Decides(site)) || (site.Site.Kind == SiteKind.Call && (LimitCheck.IsNamedFor(site.Site.Target) || facts.Callees(site).Take(1).Any(callee => facts.In(callee, SiteKind.Compare).Any(LimitCheck.Decides))))
        || (site.Site.Kind == SiteKind.Respond && site.Site.Target is "402" or "429"));
}
