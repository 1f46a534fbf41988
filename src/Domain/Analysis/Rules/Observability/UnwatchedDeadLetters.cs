using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Observability;

internal sealed class UnwatchedDeadLetters : Rule
{
    private static readonly string[] Dead = ["dead", "deadletter", "deadletters", "dlq", "poison", "quarantine", "parked", "parking"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "observability/unwatched-dead-letters",
        Check = "errors-alerted",
        Title = "Usage is put among dead letters that nobody looks at",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "Events that could not be delivered are set aside, and nothing submitted counts them, raises an alert, or sends them again.",
        Remediation = "Count dead letters in a metric with an alert, and provide a way to send them again under the same keys.",
        Why = "Setting an event aside only delays its loss: providers refuse usage that is older than their window, and closed invoices do not change.",
        Wrong = """
            } catch (error) {
              await deadLetters.add('usage', usage);
            }
            """,
        Right = """
            } catch (error) {
              deadLetterCount.inc({ meter: usage.meter });
              await deadLetters.add('usage', usage);
            }
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        var put = facts.Of(SiteKind.Publish).Concat(facts.Of(SiteKind.Write)).Concat(facts.Of(SiteKind.Call)).Concat(facts.Of(SiteKind.Collect)).Where(site => IsDead(site) && !Takes(site) && !IsJudgedInside(facts, site)).ToList();
        var declared = put.Count > 0 ? default : facts.Of(SiteKind.Mention).FirstOrDefault(mention => mention.Site.Target == "dead-letter-queue");
        if (put.Count == 0 && declared.File is null) yield break;
        if (Watch(facts) is { } watch)
        {
            yield return watch;
            yield break;
        }

        if (put.Count == 0)
        {
            if (Handles(facts)) yield return Match.Defect(declared, "What cannot be processed ends up in a queue of dead letters, and nothing submitted watches that queue or takes them up again.") with { Severity = Severity.Medium };
            yield break;
        }

        foreach (var site in put)
        {
            var signs = facts.In(site.Function).Where(sign => sign.Site.Kind is SiteKind.Metric or SiteKind.Notify or SiteKind.Log && (sign.Site.Within & Surroundings.Catch) == (site.Site.Within & Surroundings.Catch)).ToList();
            signs.RemoveAll(sign => IsSharedWithRetries(facts, sign, site));
            if (signs.Any(sign => sign.Site.Kind is SiteKind.Metric or SiteKind.Notify)) continue;
            yield return Match.Defect(site, $"`{site.Site.What}` sets usage aside as a dead letter, and nothing submitted counts those, raises an alert, or sends them again.") with
            {
                Severity = signs.Any(sign => sign.Site.Target == "error") ? Severity.Low : Severity.High,
            };
            yield break;
        }
    }

    /// <summary>Whether a sign is given for each failed attempt, the last one among them: it stands before what tells the last from the others.</summary>
    private static bool IsSharedWithRetries(SubmissionFacts facts, LinkedSite sign, LinkedSite dead)
    {
        if (sign.Site.Offset > dead.Site.Offset) return false;
        if (dead.Site.Conditions.Length > sign.Site.Conditions.Length) return true;
        return facts.In(dead.Function, SiteKind.Write).Any(other => other.Site.Offset != dead.Site.Offset && other.Site.Query?.Table == dead.Site.Query?.Table && dead.Site.Query is not null
            && sign.Site.Offset < dead.Site.Offset && other.Site.Offset < dead.Site.Offset && other.Site.Conditions.Length > 0)
            && (sign.Site.Conditions.Length > 0 || !facts.In(dead.Function, SiteKind.Write).Any(other => other.Site.Offset < sign.Site.Offset && other.Site.Conditions.Length > 0));
    }

    /// <summary>A call of the program's own function that sets aside: what that function does about it is looked at there.</summary>
    private static bool IsJudgedInside(SubmissionFacts facts, LinkedSite site) => site.Site.Kind == SiteKind.Call && facts.Callees(site).Any();

    private static bool IsDead(LinkedSite site) => Words.Of($"{site.Site.Target} {site.Site.What}").Overlaps(Dead)
        || (site.Site.Query?.Assignments.Any(assignment => assignment.Column is "status" or "state" && Words.Of(assignment.Right).Contains("dead")) ?? false);

    private static bool Takes(LinkedSite site) => Words.Of(site.Site.What.AsSpan(site.Site.What.LastIndexOf('.') + 1)).Overlaps(["replay", "redrive", "requeue", "count", "size", "list", "get", "retry", "drain"]);

    /// <summary>Whether the submission takes usage from a queue.</summary>
    private static bool Handles(SubmissionFacts facts) => facts.Sends.Concat(facts.Of(SiteKind.Write).Where(write => Vocabulary.SpeaksOfUsage(write.Site.Target ?? "")))
        .Any(site => facts.EntriesOf(site.Function).Any(entry => entry.Fact.Entry == EntryKind.Consumer));

    /// <summary>Whether an alarm names the queue of dead letters, rather than another; one that names nothing, or where no queue is named, may be any.</summary>
    private static bool Watches(LinkedSite alarm, HashSet<string> dead) => dead.Count == 0 || !alarm.Site.Tags.Any(IsQueue)
        || alarm.Site.Tags.Any(name => dead.Contains(name) || (name.Length < 60 && Words.Of(name).Overlaps(Dead)) || name.Contains("DeadLetter", StringComparison.OrdinalIgnoreCase) || name.Contains("dlq", StringComparison.OrdinalIgnoreCase));

    private static bool IsQueue(string name) => name.Contains("queue", StringComparison.OrdinalIgnoreCase) && name is not ("QueueName" or "queueName" or "aws_sqs_queue" or "queue" or "Queue" or "queue_name");

    private static Match? Watch(SubmissionFacts facts)
    {
        var dead = facts.Of(SiteKind.Mention).Where(mention => mention.Site.Target == "dead-letter-queue").SelectMany(mention => mention.Site.Tags).ToHashSet(StringComparer.Ordinal);
        if (facts.Of(SiteKind.Mention).FirstOrDefault(mention => mention.Site.Target == "queue-alarm" && Watches(mention, dead)) is { File: not null } alarm) return Match.Fulfilled(alarm, "An alarm watches the queue.");
        foreach (var sign in facts.Of(SiteKind.Metric).Concat(facts.Of(SiteKind.Notify)))
        {
            if (Words.Of($"{sign.Site.Target} {sign.Site.What}").Overlaps(Dead) || sign.Site.Fields.Any(field => field.Value.SpeaksAny(Dead))) return Match.Fulfilled(sign, "Dead letters are counted or raised.");
        }

        foreach (var function in facts.Functions)
        {
            var words = Words.Of($"{function.Fact.Name} {(function.Fact.Entry == EntryKind.Consumer ? function.Fact.EntryText : "")}");
            if (words.Overlaps(Dead) && (function.Fact.Entry == EntryKind.Consumer || words.Overlaps(["replay", "redrive", "requeue", "retry", "watch", "check", "monitor", "alert", "reprocess", "drain", "count"])))
            {
                return new Match { Kind = MatchKind.Fulfilled, Locations = [function.Location with { EndLine = function.Location.StartLine }], Text = $"`{function.Fact.Name}` takes dead letters up again." };
            }
        }

        foreach (var read in facts.Of(SiteKind.Read))
        {
            if (IsDead(read) || (read.Site.Query?.Predicates.Any(predicate => predicate.Right.Contains("dead", StringComparison.Ordinal)) ?? false)) return Match.Fulfilled(read, "Dead letters are read again.");
        }

        return null;
    }
}
