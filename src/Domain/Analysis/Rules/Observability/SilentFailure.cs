using Claudit.Findings;

namespace Claudit.Analysis.Rules.Observability;

internal sealed class SilentFailure : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "observability/silent-failure",
        Check = "errors-alerted",
        Title = "Usage that fails to be recorded leaves no trace",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The catch around the usage event does nothing at all: no log, no metric, no alert.",
        Remediation = "Log the failure at error with the event's id, customer and meter, count it, and alert on the count.",
        Why = "The pipeline can fail for weeks, for one customer or for all, and the first sign is a total that nobody can explain.",
        Wrong = """
            try { await meter.record(usage); } catch {}
            """,
        Right = """
            try { await meter.record(usage); } catch (error) {
              failures.inc({ meter: usage.meter });
              log.error({ error, id: usage.id, customer: usage.customer }, 'usage not recorded');
              throw error;
            }
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var failed in FailedSend.Of(facts))
        {
            if (!failed.IsSilent) continue;
            yield return Match.Defect(failed.Call, $"When `{failed.Call.Site.What}` fails, nothing is logged, counted or raised.") with
            {
                Locations = [failed.Call.At(failed.Catch), failed.Call.Location],
            };
        }
    }
}
