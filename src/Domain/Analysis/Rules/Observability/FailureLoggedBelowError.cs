using Claudit.Findings;

namespace Claudit.Analysis.Rules.Observability;

internal sealed class FailureLoggedBelowError : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "observability/failure-logged-below-error",
        Check = "errors-alerted",
        Title = "Lost usage is logged like routine",
        Severity = Severity.Medium,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The only sign of a usage event that failed is a message at a level that nobody is woken by, and that production often filters out.",
        Remediation = "Log at error, and count the failure in a metric that has an alert.",
        Why = "Alerts watch errors and counters. At debug or info a stream of lost usage looks like a quiet day.",
        Wrong = """
            } catch (error) {
              log.debug({ error, id: usage.id }, 'usage not recorded');
            }
            """,
        Right = """
            } catch (error) {
              failures.inc({ meter: usage.meter });
              log.error({ error, id: usage.id }, 'usage not recorded');
            }
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var failed in FailedSend.Of(facts))
        {
            var logs = failed.Logs.ToList();
            if (logs.Count == 0) continue;
            if (failed.IsCounted)
            {
                yield return Match.Fulfilled(failed.Signs.First(sign => sign.Site.Kind != Facts.SiteKind.Log), $"A failure of `{failed.Call.Site.What}` is counted or raised.");
                continue;
            }

            // In a loop of attempts, it is the end of the loop that counts.
            if (logs.Concat(facts.In(failed.Call.Function, Facts.SiteKind.Log).Where(log => log.Site.Offset > logs[0].Site.Offset)).Any(log => log.Site.Target == "error")) continue;
            var loudest = logs.FirstOrDefault(log => log.Site.Target == "warn") is { File: not null } warning ? warning : logs[0];
            yield return Match.Defect(
                loudest,
                $"The only sign that `{failed.Call.Site.What}` failed is `{loudest.Site.What}`, a message at {(loudest.Site.Target == "warn" ? "warning" : loudest.Site.Target)}.",
                failed.Call.Location) with
            {
                Severity = loudest.Site.Target == "warn" ? Severity.Low : Severity.Medium,
            };
        }
    }
}
