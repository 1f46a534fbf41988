using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Transparency;

internal sealed class ErrorShownAsZero : Rule
{
    private static readonly string[] Candid = ["error", "errors", "stale", "unavailable", "degraded", "message", "partial", "warning", "incomplete", "ok", "success", "status", "available"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "transparency/error-shown-as-zero",
        Check = "current-usage",
        Title = "A failed look-up of usage is shown as no usage",
        Severity = Severity.High,
        Confidence = Confidence.Certain,
        Classification = Classification.Deficiency,
        Description = "When the usage cannot be read, the customer is shown 0 or an empty list, which looks exactly like a true figure.",
        Remediation = "Answer with an error (503), or with the last known figure and the time at which it was true.",
        Why = "Customers plan by what they see. The invoice then contradicts a page that said 0, and the page is what they will quote.",
        Wrong = "try {\n  res.json({ used: await usageOf(customer) });\n} catch {\n  res.json({ used: 0 });\n}",
        Right = "try {\n  res.json({ used: await usageOf(customer) });\n} catch {\n  res.status(503).json({ error: 'usage_unavailable' });\n}",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var answer in facts.Of(SiteKind.Respond))
        {
            if (!answer.Site.Is("catch") || answer.Site.Is("error") || !(answer.Site.Is("zero") || answer.Site.Is("empty"))) continue;
            if (!UsageView.IsView(answer.Function) || answer.Site.Fields.Any(field => Words.Of(field.Name).Overlaps(Candid))) continue;
            yield return Defect(answer);
        }

        foreach (var caught in facts.Of(SiteKind.Return))
        {
            if (!caught.Site.Is("catch") || !(caught.Site.Is("zero") || caught.Site.Is("empty")) || UsageView.IsView(caught.Function) && !caught.Site.Is("assigned") && caught.Site.What.StartsWith("return", StringComparison.Ordinal)) continue;
            var name = caught.Function.Fact.Name;
            var speaks = UsageView.IsView(caught.Function) || (UsageView.Serves(facts, caught.Function) && Words.Of(name).Overlaps(Vocabulary.Usage)) || IsUsageGetter(name);
            if (speaks && !SpeaksCandidly(caught.Site)) yield return Defect(caught) with { Confidence = UsageView.Serves(facts, caught.Function) ? Confidence.Certain : Confidence.Likely };
        }

        foreach (var view in UsageView.All(facts))
        {
            var failing = facts.In(view, SiteKind.Respond).FirstOrDefault(answer => answer.Site.Is("catch") && answer.Site.Is("error"));
            if (failing.File is not null) yield return Match.Fulfilled(failing, "When the usage cannot be read, the customer is told so instead of being shown a figure.");
        }
    }

    private static Match Defect(LinkedSite site) => Match.Defect(site, $"When the usage cannot be read, `{site.Site.What}` shows the customer a figure that looks true: no usage.");

    /// <summary>Whether a function by this name gives the usage of a customer, for whoever shows it.</summary>
    private static bool IsUsageGetter(string name)
    {
        var words = Words.Of(name);
        return words.Overlaps(["usage", "consumption"]) && words.Overlaps(["get", "fetch", "load", "current", "show", "view", "display", "summary", "use"]) && !words.Overlaps(["limit", "quota", "check"]);
    }

    private static bool SpeaksCandidly(Site caught) => caught.Field("value") is { } value && value.SpeaksAny(Candid);
}
