using System.Buffers;
using Claudit.Analysis.Facts;
using Claudit.Code;
using Claudit.Code.Syntax;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Queues of dead letters and the alarms on queues, as infrastructure is described: in templates, in Terraform, in a CDK program. Mentions with the targets
/// <c>dead-letter-queue</c> and <c>queue-alarm</c>.
/// </summary>
internal sealed class QueueFiles : Recogniser
{
    private static readonly SearchValues<string> DeadLetters = SearchValues.Create(
        ["RedrivePolicy", "redrive_policy", "deadLetterTargetArn", "dead_letter_target_arn", "deadLetterQueue", "dead_letter_config", "x-dead-letter", "forwardDeadLetteredMessagesTo", "dead_letter_policy"], StringComparison.Ordinal);

    private static readonly SearchValues<string> Alarms = SearchValues.Create(
        [
            "CloudWatch::Alarm", "metric_alarm", "ApproximateNumberOfMessages", "ApproximateAgeOfOldestMessage", "monitor_metric_alert", "metricAlerts", "alert_policy", "DeadletteredMessages", "scheduledQueryRules",
        ], StringComparison.Ordinal);

    public static void Extract(SourceFile file, LineMap lines, FactsBuilder facts)
    {
        if (file.Language is not (Language.Yaml or Language.Json or Language.Hcl or Language.Bicep)) return;
        Note(file.Text.AsSpan().IndexOfAny(DeadLetters), "dead-letter-queue", lines, facts);
        Note(file.Text.AsSpan().IndexOfAny(Alarms), "queue-alarm", lines, facts);
    }

    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (call.IsNew && callee.Last == "Queue")
        {
            foreach (var argument in call.Arguments)
            {
                if (argument.Name is "dead_letter_queue" || (argument.Value is ObjectExpression options && options.Entries.Any(entry => entry.Name == "deadLetterQueue"))) Note(call, "dead-letter-queue", moment);
            }
        }
        else if (callee.Last is "Alarm" or "createAlarm" or "create_alarm" or "metricApproximateNumberOfMessagesVisible" or "metric_approximate_number_of_messages_visible")
        {
            Note(call, "queue-alarm", moment);
        }
    }

    private static void Note(CallExpression call, string target, Moment moment) => moment.Facts.Add(moment.Site(SiteKind.Mention, call, target) with { Target = target });

    private static void Note(int offset, string target, LineMap lines, FactsBuilder facts)
    {
        if (offset < 0) return;
        var line = lines.LineAt(offset);
        facts.Add(new Site { Kind = SiteKind.Mention, Function = 0, Lines = new LineRange(line, line), Offset = offset, What = target, Target = target });
    }
}
