using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Observability;

internal sealed class RejectionOnlyNoted : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "observability/rejection-only-noted",
        Check = "errors-alerted",
        Title = "The provider's report of rejected usage is noted like routine",
        Severity = Severity.Medium,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The provider's error event is taken in, and a message at information level is all that is done about it.",
        Remediation = "Raise an alert with the events that were rejected, and keep them to be sent again once corrected.",
        Why = "The event is the only sign that usage which was accepted is not billed. It is answered with success and never comes again.",
        Wrong = "case 'v1.billing.meter.error_report_triggered':\n  log.info({ id: event.id }, 'meter error report');\n  break;",
        Right = "case 'v1.billing.meter.error_report_triggered':\n  await raiseRejectedUsage(event);\n  break;",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var noted in facts.Of(SiteKind.Mention).Where(mention => mention.Site.Target == "noted-only" && mention.Site.Is("rejection")))
        {
            yield return Match.Defect(noted, $"Usage that was rejected is reported by `{noted.Site.What}`, and a message at information level is all that is done: nobody hears of it.");
        }
    }
}
