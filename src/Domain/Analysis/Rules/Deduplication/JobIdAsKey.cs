using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Deduplication;

internal sealed class JobIdAsKey : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "deduplication/job-id-as-key",
        Check = "stable-key",
        Title = "The idempotency key is the id of a job that is put on the queue anew after a failure",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The key is the job's or message's own id, and the failure is answered by adding the work to the queue again: the new job has another id, and the same usage another key.",
        Remediation = "Derive the key from the usage that the job carries, or let the queue itself repeat the job, which keeps its id.",
        Why = "A send that timed out has often been counted. Its repetition under another key is counted as well.",
        Wrong = """
            catch { await queue.add('report', job.data); } // sent under job.id
            """,
        Right = """
            catch (error) { throw error; } // the queue repeats the job; the key is job.data.usageId
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var send in facts.Events)
        {
            if (EventKey.Of(send) is not { } key) continue;
            var own = facts.Origins(send, key.Value).FirstOrDefault(origin => IsJobId(origin.Value));
            if (own.Value is null) continue;
            var again = facts.In(send.Function, SiteKind.Publish).FirstOrDefault(publish => publish.Site.Offset > send.Site.Offset
                && ((publish.Site.Within & Surroundings.Catch) != 0 || publish.Site.Conditions.Any(condition => condition.SpeaksAny("ok", "status", "error", "failed", "success"))));
            if (again.File is null) continue;
            yield return Match.Defect(send, $"`{key.Name}` is `{own.Value.Text}`, and after a failure `{again.Site.What}` makes a new job with another id: the same usage goes out under another key.", send.At(key.Lines), again.Location);
        }
    }

    private static bool IsJobId(Value value)
    {
        var text = value.Text.ToLowerInvariant();
        return text.EndsWith("job.id", StringComparison.Ordinal) || text.EndsWith("job.id}`", StringComparison.Ordinal) || text.EndsWith("request.id", StringComparison.Ordinal) && value.Speaks("self")
            || text.Contains("task_id", StringComparison.Ordinal) || text.Contains("jobid", StringComparison.Ordinal) || text.Contains("job_id", StringComparison.Ordinal) || text.EndsWith("message.messageid", StringComparison.Ordinal)
            || (value.Parts.Length > 0 && value.Parts.Any(IsJobId));
    }
}
