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
        var dead = file.Text.AsSpan().IndexOfAny(DeadLetters);
        Note(dead, "dead-letter-queue", dead < 0 ? [] : NamesBehind(file.Text, dead, 240, 1), lines, facts);
        var from = 0;
        for (var count = 0; count < 40 && from < file.Text.Length; count++)
        {
            var at = file.Text.AsSpan(from).IndexOfAny(Alarms);
            if (at < 0) break;
            Note(from + at, "queue-alarm", NamesBehind(file.Text, from + at, 1_200, 60), lines, facts);
            from += at + 12;
        }
    }

    /// <summary>The names behind a place, up to the next resource: those that are not the description's own words.</summary>
    private static List<string> NamesBehind(string text, int at, int reach, int limit)
    {
        var window = text.AsSpan(at, Math.Min(reach, text.Length - at));
        foreach (var next in (ReadOnlySpan<string>)["\nresource ", "Type: AWS::", "\"Type\": \"AWS::"])
        {
            if (window[Math.Min(24, window.Length)..].IndexOf(next) is >= 0 and var end) window = window[..Math.Min(window.Length, end + 24)];
        }

        var names = new List<string>();
        for (var start = 0; start < window.Length && names.Count < limit;)
        {
            var length = 0;
            while (start + length < window.Length && (char.IsAsciiLetterOrDigit(window[start + length]) || window[start + length] == '_')) length++;
            if (length >= 3 && window.Slice(start, length).ToString() is var name && !Own.Contains(name)) names.Add(name);
            start += Math.Max(1, length);
        }

        return names;
    }

    private static readonly HashSet<string> Own = new(StringComparer.OrdinalIgnoreCase)
    {
        "RedrivePolicy", "redrive_policy", "deadLetterTargetArn", "dead_letter_target_arn", "deadLetterQueue", "dead_letter_config", "dead_letter_policy", "maxReceiveCount", "GetAtt", "Arn", "Ref", "Sub", "aws_sqs_queue", "jsonencode",
        "aws_sns_topic", "target_arn", "google_pubsub_topic", "dead_letter_topic", "dead", "letter", "forwardDeadLetteredMessagesTo",
    };

    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (call.IsNew && callee.Last == "Queue")
        {
            foreach (var argument in call.Arguments)
            {
                if (argument.Name is "dead_letter_queue" || (argument.Value is ObjectExpression options && options.Entries.Any(entry => entry.Name == "deadLetterQueue"))) Note(call, "dead-letter-queue", moment, DeadIn(argument, moment));
            }
        }
        else if (callee.Last is "Alarm" or "createAlarm" or "create_alarm" or "metricApproximateNumberOfMessagesVisible" or "metric_approximate_number_of_messages_visible")
        {
            Note(call, "queue-alarm", moment, NamesIn(call));
        }
    }

    /// <summary>What the queue of dead letters is called that a queue is given.</summary>
    private static HashSet<string> DeadIn(Argument argument, Moment moment)
    {
        var given = argument.Name is not null ? argument.Value : Clauses.Entry(argument.Value, "deadLetterQueue", moment);
        if (given is null) return [];
        var queue = Clauses.Entry(moment.Resolve(given) ?? given, "queue", moment) ?? (moment.Resolve(given) as CallExpression)?.Arguments.FirstOrDefault(each => each.Name is "queue").Value ?? given;
        return queue switch
        {
            NameExpression name => [name.Name],
            MemberExpression member => [member.Name],
            _ => [],
        };
    }

    private static HashSet<string> NamesIn(CallExpression call)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Inside.Any(call, part =>
        {
            if (part is NameExpression name) names.Add(name.Name);
            else if (part is MemberExpression member) names.Add(member.Name);
            return names.Count > 80;
        });
        return names;
    }

    private static void Note(CallExpression call, string target, Moment moment, HashSet<string> names) => moment.Facts.Add(moment.Site(SiteKind.Mention, call, target) with { Target = target, Tags = [.. names.Order(StringComparer.Ordinal)] });

    private static void Note(int offset, string target, List<string> names, LineMap lines, FactsBuilder facts)
    {
        if (offset < 0) return;
        var line = lines.LineAt(offset);
        facts.Add(new Site { Kind = SiteKind.Mention, Function = 0, Lines = new LineRange(line, line), Offset = offset, What = target, Target = target, Tags = [.. names] });
    }
}
