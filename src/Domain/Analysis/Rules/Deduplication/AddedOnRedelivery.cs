using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Deduplication;

internal sealed class AddedOnRedelivery : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "deduplication/added-on-redelivery",
        Check = "retry-safety",
        Title = "A message that is delivered twice is added twice",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The consumer adds to a total. Its messages come at least once, and nothing remembers which of them have been added.",
        Remediation = "Insert the message's id under a unique key in the same transaction as the addition, and skip the addition when it was there; or store single events and add them up later.",
        Why = "Queues deliver again after every crash, time-out and rebalance. Each such delivery raises the customer's total.",
        Wrong = "UPDATE usage SET used = used + $1 WHERE customer = $2",
        Right = "INSERT INTO processed (id) VALUES ($3) ON CONFLICT DO NOTHING -- and add only when a row was inserted",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var match in Repeated(facts)) yield return match;
        foreach (var write in Redelivery.Writes(facts, EntryKind.Consumer).Where(write => write.Site.Is("increment") && !CountsItself(write)))
        {
            if (Guards.Near(facts, write) is { } guard)
            {
                yield return Match.Fulfilled(guard, "What was processed is remembered, so a message that comes again is not added again.");
            }
            else
            {
                yield return Match.Defect(write, $"`{write.Site.Query?.Table ?? write.Site.Target ?? write.Site.What}` is added to for each delivery of a message, and nothing remembers which messages were added: one that comes again counts again.");
            }
        }
    }

    /// <summary>One event that is sent again without a lasting key is enough to leave the others unheard.</summary>
    private static IEnumerable<Match> Repeated(SubmissionFacts facts)
    {
        var repeated = facts.Events.Where(send => send.Site.RetryLines is not null || Attempts.Repeat(facts, send.Function)).ToList();
        var open = repeated.FindAll(send => !(send.Site.HasAnyTag("wrapped", "open", "header-key") || EventKey.Of(send) is { } key && !key.Value.HasAny(Unlasting)));
        if (open.Count > 0) return open.Select(send => Match.Undecided(send, "This runs again after a failure, and no key is shown that stays the same for what it sends."));
        return repeated.Where(send => EventKey.Of(send) is { } key && key.Value.HasAny(Traits.Field | Traits.Hash))
            .Select(send => Match.Fulfilled(send, $"Each attempt sends the event under the same key, `{EventKey.Of(send)!.Value.Text}`."));
    }

    private const Traits Unlasting = Traits.Random | Traits.Clock | Traits.Attempt | Traits.Host;

    /// <summary>Whether all that is added to tells of the delivery and not of the usage: <c>attempts = attempts + 1</c>.</summary>
    private static bool CountsItself(LinkedSite write) => write.Site.Query is { } query && query.Assignments.Any(assignment => assignment.Accumulates)
        && query.Assignments.Where(assignment => assignment.Accumulates).All(assignment => Words.Of(assignment.Column).Overlaps(Bookkeeping));

    private static readonly string[] Bookkeeping = ["attempt", "attempts", "tries", "retries", "version", "revision", "failures", "deliveries", "seq", "sequence"];
}
