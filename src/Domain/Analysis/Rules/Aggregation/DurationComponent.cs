using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Aggregation;

internal sealed class DurationComponent : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "aggregation/duration-component",
        Check = "meter-function",
        Title = "One component of a time span is taken for its length",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The minutes component of a span stops at 59 and begins anew with each hour, the seconds of a timedelta with each day. What is longer is metered without its full hours or days.",
        Remediation = "Take the total: TotalMinutes, total_seconds(), asMinutes(), or whole ticks divided by those of the unit.",
        Why = "Short uses are right in every test. The long ones, which cost most, are billed with a fraction of their length.",
        Wrong = "const minutes = moment.duration(ended.diff(started)).minutes();",
        Right = "const minutes = Math.ceil(moment.duration(ended.diff(started)).asMinutes());",
    };

    private static readonly string[] Subjects =
        ["billed", "billing", "bill", "billable", "charge", "charges", "charged", "cost", "price", "invoice", "rate", "rating", "quantity", "units", "used", "usage", "meter", "metering", "metered", "consumed"];

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var part in facts.Of(SiteKind.Calculate))
        {
            if (!part.Site.Is("component") || !Words.Of($"{part.Function.Fact.Name} {part.Function.Fact.Container} {part.File.Path}").Overlaps(Subjects)) continue;
            yield return Match.Defect(part, $"`{part.Site.What}` is the {part.Site.Target!.ToLowerInvariant()} component of a span and not its length: whatever is above is left out.");
        }
    }
}
