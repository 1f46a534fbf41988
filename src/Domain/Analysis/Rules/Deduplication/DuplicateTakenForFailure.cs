using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Deduplication;

internal sealed class DuplicateTakenForFailure : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "deduplication/duplicate-taken-for-failure",
        Check = "retry-safety",
        Title = "The answer that an event is there already is taken for a failure",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The provider refuses an event that it has, which means that it was delivered before. The code throws at this answer or has the event sent again, and gets the same answer each time.",
        Remediation = "Take the answer for success: mark the event as sent and go on with the next.",
        Why = "One event that was delivered before an error or a crash stops the queue behind it, or goes around until it is filed as lost though it is charged.",
        Wrong = """
            if (error.code === 'duplicate_meter_event') throw error;
            """,
        Right = """
            if (error.code === 'duplicate_meter_event') return markSent(event.id);
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        var sends = facts.Sends.Concat(facts.IndirectSends.Select(indirect => indirect.Call)).ToLookup(send => send.Function);
        foreach (var answer in facts.Of(SiteKind.Mention).Where(mention => mention.Site.Target == "duplicate"))
        {
            var send = sends[answer.Function].FirstOrDefault(send => send.Site.Offset < answer.Site.Offset);
            if (send.File is null) continue;
            if (answer.Site.Is("passes")) yield return Match.Fulfilled(answer, $"That `{send.Site.What}` has the event already is taken for success.");
            else if (send.Site.RetryLines is not null || Attempts.Repeat(facts, send.Function)) yield return Match.Defect(answer, $"When the provider answers that it has the event of `{send.Site.What}` already, this fails, and what repeats it gets the same answer each time.", send.Location);
        }
    }
}
