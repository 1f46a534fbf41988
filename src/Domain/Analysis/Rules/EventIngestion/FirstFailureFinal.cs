using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.EventIngestion;

internal sealed class FirstFailureFinal : Rule
{
    private static readonly string[] Ends = ["failed", "failure", "error", "errored", "refused", "rejected", "dead", "abandoned", "dropped", "skipped", "invalid", "undeliverable", "ignored"];

    private static readonly string[] Open = ["pending", "new", "queued", "unsent", "waiting", "ready", "open", "created"];

    private static readonly string[] Distinctions =
        ["status", "code", "attempt", "attempts", "attempted", "tries", "retries", "retry", "retryable", "retriable", "transient", "permanent", "fatal", "poison", "temporary", "kind", "validation", "bad", "max", "given", "reason"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "event-ingestion/first-failure-final",
        Check = "retry",
        Title = "An event whose first send fails is never sent again",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The catch of the send marks the event as failed for good, whatever the failure was. Nothing submitted takes such events up again: the job looks for pending ones only.",
        Remediation = "Leave the event pending after a time-out, a rate limit or a 5xx, with a count of attempts and the time of the next, and give up only what the provider has refused for its content.",
        Why = "Most failures of a provider last seconds. Each of them costs all of the events that were sent in that time, though they are stored and could simply be sent again.",
        Wrong = """
            } catch (error) {
              await db.query("UPDATE usage_outbox SET status = 'failed' WHERE id = $1", [event.id]);
            }
            """,
        Right = """
            } catch (error) {
              const final = error.status === 400;
              await db.query(final ? MARK_REFUSED : RETRY_LATER, [event.id]);
            }
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        var seen = new HashSet<Location>();
        foreach (var call in facts.Sends.Concat(facts.IndirectSends.Select(indirect => indirect.Call)))
        {
            if (call.Site.CatchLines is not { } caught || IsTriedBefore(facts, call)) continue;
            foreach (var mark in facts.In(call.Function).Where(site => caught.First <= site.Site.Lines.First && site.Site.Lines.Last <= caught.Last))
            {
                if (mark.Site.Query is not { } query || EndOf(query) is not { } end || mark.Site.Conditions.Any(condition => condition.SpeaksAny(Distinctions))) continue;
                if (!AsksForOpen(facts, query) || TakesUp(facts, mark, query, end) || !seen.Add(mark.Location)) continue;
                yield return Match.Defect(mark, $"When `{call.Site.What}` fails once, for whatever reason, the event becomes `{end}`, and nothing submitted sends such events again.", call.Location);
            }
        }
    }

    /// <summary>Whether the send is repeated before its failure gets here.</summary>
    private static bool IsTriedBefore(SubmissionFacts facts, LinkedSite call)
    {
        if (call.Site.RetryLines is { } unit && unit != call.Function.Fact.Lines && (call.Site.Within & Surroundings.Retry) != 0) return true;
        return facts.Callees(call).Take(1).Any(callee => facts.In(callee, SiteKind.Send).Any(send => (send.Site.Within & Surroundings.Retry) != 0));
    }

    /// <summary>The state that a statement leaves the event in when it is one to stay in; null for any other, and when attempts are counted.</summary>
    private static string? EndOf(QueryFact query)
    {
        if (query.Verb != "update" || query.Assignments.Any(assignment => Words.Of(assignment.Column).Overlaps(["attempt", "attempts", "retry", "retries", "tries", "next"]))) return null;
        foreach (var assignment in query.Assignments)
        {
            if (IsState(assignment.Column) && assignment.Right is ['\'', .., '\''] literal && Words.Of(literal).Overlaps(Ends)) return literal.Trim('\'');
        }

        return null;
    }

    private static bool AsksForOpen(SubmissionFacts facts, QueryFact mark) => Of(facts, mark).Any(predicate => predicate.Operator is "=" or "in" && Words.Of(predicate.Right).Overlaps(Open) && !Words.Of(predicate.Right).Overlaps(Ends));

    private static bool TakesUp(SubmissionFacts facts, LinkedSite mark, QueryFact query, string end) =>
        Of(facts, query).Any(predicate => predicate.Right.Contains($"'{end}'", StringComparison.Ordinal) || predicate.Operator is "<>" or "not in");

    private static IEnumerable<PredicateFact> Of(SubmissionFacts facts, QueryFact mark) => facts.Of(SiteKind.Read).Concat(facts.Of(SiteKind.Write))
        .Where(site => site.Site.Query is { } other && other.Tables.Contains(mark.Table!) || site.Site.Query?.Table == mark.Table)
        .SelectMany(site => site.Site.Query!.Predicates)
        .Where(predicate => IsState(predicate.Column));

    private static bool IsState(string column) => Words.Of(column).Overlaps(["status", "state"]);
}
