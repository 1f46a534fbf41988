using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Observability;

internal sealed class UncountedDuplicates : Rule
{
    private static readonly string[] Duplicates = ["duplicate_meter_event", "already exists with identifier", "value_already_exist"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "observability/uncounted-duplicates",
        Check = "errors-alerted",
        Title = "Refused duplicates are not counted",
        Severity = Severity.Low,
        Confidence = Confidence.Possible,
        Classification = Classification.Suggestion,
        Description = "The provider's answer that it knows the event already is taken for success without counting it, although the program has metrics.",
        Remediation = "Count duplicates in a metric of their own, by meter.",
        Why = "A few duplicates show that keys work. Many show a loop that sends everything again, or two paths that report the same usage.",
        Wrong = """
            if (error.code === 'duplicate_meter_event') return;
            """,
        Right = """
            if (error.code === 'duplicate_meter_event') {
              duplicates.inc({ meter: usage.meter });
              return;
            }
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        var metrics = facts.Of(SiteKind.Metric).ToList();
        if (metrics.Count == 0 || metrics.Any(metric => $"{metric.Site.Target} {metric.Site.What}".Contains("uplicate", StringComparison.Ordinal))) yield break;
        foreach (var mention in facts.Of(SiteKind.Mention))
        {
            if (Duplicates.Contains(mention.Site.Target) && !facts.In(mention.Function, SiteKind.Metric).Any()) yield return Match.Defect(mention);
        }
    }
}
