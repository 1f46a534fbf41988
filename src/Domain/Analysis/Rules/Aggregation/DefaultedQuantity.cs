using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Aggregation;

internal sealed class DefaultedQuantity : Rule
{
    /// <summary>Parts of usage that may well be missing, and what is read back rather than reported.</summary>
    private static readonly string[] Optional =
        ["cached", "cache", "reasoning", "discount", "bonus", "extra", "overage", "tax", "sum", "total", "current", "used", "previous", "existing", "included", "balance", "limit", "remaining", "max", "refund",
         "rows", "row", "affected", "matched", "modified", "result", "aggregate", "summary", "last", "prior", "adjustment", "rate", "price", "age", "lag", "elapsed", "oldest"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "aggregation/defaulted-quantity",
        Check = "meter-function",
        Title = "A quantity that is missing or cannot be read becomes zero",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The event is counted with a quantity of zero where its real quantity is missing or malformed. Nothing tells the two apart later.",
        Remediation = "Reject the event or set it aside with an alarm, and count it when the quantity is known.",
        Why = "A renamed field or another number format makes usage free from that day on, and no error shows it.",
        Wrong = "const units = Number(message.units) || 0;",
        Right = "if (!Number.isInteger(message.units)) throw new InvalidUsage(message.id);",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var site in facts.Of(SiteKind.Calculate).Where(site => site.Site.Is("default")))
        {
            if (site.Site.Field("value") is not { } value || !IsRequired(site, value) || !IsOnItsWay(facts, site) || IsMeasured(facts, site)) continue;
            yield return Match.Defect(site, $"`{site.Site.What}` takes zero where the quantity is missing or cannot be read: the usage is recorded as none.") with
            {
                Confidence = site.Site.Is("parse") ? null : Confidence.Possible,
                Severity = site.Site.Is("parse") ? null : Severity.Medium,
            };
        }
    }

    /// <summary>Whether it goes into a metric of the monitoring system.</summary>
    private static bool IsMeasured(SubmissionFacts facts, LinkedSite site) => facts.In(site.Function, SiteKind.Metric).Any(metric => metric.Site.Lines.Contains(site.Site.Lines));

    private static bool IsRequired(LinkedSite site, Value value)
    {
        var words = Words.Of(site.Site.Target is { Length: > 1 } target ? target : value.Text);
        return words.Overlaps(Vocabulary.Quantity) && !words.Overlaps(Optional) && !value.HasAny(Traits.Setting | Traits.Level);
    }

    /// <summary>Whether the function reports or records usage.</summary>
    private static bool IsOnItsWay(SubmissionFacts facts, LinkedSite site) =>
        facts.SendBehind(site.Function) is not null
        || facts.In(site.Function).Any(each => each.Site.Kind is SiteKind.Write or SiteKind.Publish && (each.Site.Query is not { } query || (query.Verb != "delete" && Metered.IsUsage(query))));
}
