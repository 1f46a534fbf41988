using Claudit.Findings;

namespace Claudit.Analysis.Rules.EventIngestion;

internal sealed class UncheckedAnswer : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "event-ingestion/unchecked-answer",
        Check = "delivery-guarantee",
        Title = "A refused usage event looks like a delivered one",
        Severity = Severity.Critical,
        Confidence = Confidence.Certain,
        Classification = Classification.Vulnerability,
        Description = "This HTTP client gives a 4xx or 5xx back as an answer like any other, and the status of the answer is not looked at.",
        Remediation = "Test the status of the answer, and treat everything but success as a failed send that is repeated or kept.",
        Why = "A wrong key, a rate limit or an outage of the provider is answered, not thrown. Without a look at the status all of these events count as sent.",
        Wrong = """
            await fetch(ingestUrl, { method: 'POST', body });
            """,
        Right = """
            const answer = await fetch(ingestUrl, { method: 'POST', body });
            if (!answer.ok) throw new Error(`usage refused: ${answer.status}`);
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var send in facts.Sends)
        {
            if (send.Site.Is("answer-unread"))
            {
                yield return Match.Defect(send, $"`{send.Site.What}` gives a refusal back as an answer like any other, and nobody looks at its status: a refused event counts as sent.");
            }
            else if (send.Site.Is("answer-read"))
            {
                yield return Match.Fulfilled(send, $"The status of the answer of `{send.Site.What}` is looked at.");
            }
        }
    }
}
