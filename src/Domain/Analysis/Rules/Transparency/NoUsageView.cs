using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Transparency;

internal sealed class NoUsageView : Rule
{
    /// <summary>Fewer routes than this are a part of an application, whose view may stand elsewhere.</summary>
    private const int FewestRoutes = 4;

    public override RuleInfo Info { get; } = new()
    {
        Id = "transparency/no-usage-view",
        Check = "current-usage",
        Title = "Usage is billed, and no route shows customers their usage",
        Severity = Severity.Medium,
        Confidence = Confidence.Possible,
        Classification = Classification.Deficiency,
        Description = "The application serves customers and bills their usage, and among its routes none shows what has been used in the running period, nor opens a portal of the provider that does.",
        Remediation = "Add a route for the usage of the running period, read from the events that are billed and for the period that is billed, or embed the provider's portal.",
        Why = "Customers learn what they have used from the invoice, when it can no longer be changed, only contested.",
        Wrong = "app.post('/v1/render', render);\napp.get('/v1/renders/:id', show);",
        Right = "app.post('/v1/render', render);\napp.get('/v1/renders/:id', show);\napp.get('/v1/usage', usageOfPeriod);",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        var billed = facts.Sends.Concat(facts.Of(SiteKind.Write).Where(write => write.Site.Is("insert") && UsageStore.HoldsEvents(write.Site.Query?.Table))).FirstOrDefault();
        if (billed.File is null || UsageView.All(facts).Any() || SpeaksOfPortal(facts)) yield break;
        var routes = facts.Functions.Where(IsForCustomers).ToList();
        if (routes.Count < 2 || !routes.Any(route => (route.Fact.EntryText ?? "").StartsWith("GET", StringComparison.OrdinalIgnoreCase))) yield break;
        yield return new Match
        {
            Kind = MatchKind.Defect,
            Locations = [billed.Location],
            Severity = routes.Count < FewestRoutes ? Severity.Low : null,
            Text = $"Usage is billed here, and none of the {routes.Count} routes shown for customers tells them what they have used.",
            Symbol = billed.Function.Fact.Name,
        };
    }

    private static bool IsForCustomers(LinkedFunction function) => function.Fact is { Entry: EntryKind.Route, EntryText: { } text } && text.Contains('/', StringComparison.Ordinal)
        && !Words.Of(text).Overlaps(["health", "healthz", "metrics", "ready", "live", "admin", "internal", "webhook", "webhooks", "middleware", "login", "ping", "version"]);

    private static bool SpeaksOfPortal(SubmissionFacts facts) => facts.Of(SiteKind.Call).Concat(facts.Of(SiteKind.Mention)).Any(site => Words.Of(site.Site.What).Overlaps(["portal", "embeddable", "dashboard"]));
}
