using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.EventIngestion;

internal sealed class IgnoredPartialFailure : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "event-ingestion/ignored-partial-failure",
        Check = "delivery-guarantee",
        Title = "Entries that a batch call refuses are not looked at",
        Severity = Severity.Critical,
        Confidence = Confidence.Certain,
        Classification = Classification.Vulnerability,
        Description = "The call succeeds as a whole even when some of its entries were refused, and lists those in its answer. Nobody reads that list.",
        Remediation = "Read the list of failed entries in the answer, send those again with growing waits, and keep what is refused for good.",
        Why = "Throttling hits single entries of a batch first, and most at peak load. They vanish although every call returns success.",
        Wrong = """
            await kinesis.send(new PutRecordsCommand({ StreamName: 'usage', Records: records }));
            """,
        Right = """
            const answer = await kinesis.send(new PutRecordsCommand({ StreamName: 'usage', Records: records }));
            if (answer.FailedRecordCount) await retry(records.filter((_, i) => answer.Records[i].ErrorCode));
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var batch in facts.Of(SiteKind.Publish).Concat(facts.Of(SiteKind.Write)))
        {
            if (!batch.Site.Is("batch") || Handover.IsOther(batch)) continue;
            var part = batch.Site.Field("failures")?.Literal;
            if (batch.Site.Is("partial-unread"))
            {
                yield return Match.Defect(batch, $"`{batch.Site.What}` returns success even when entries were refused; its `{part}` is not read, so those are lost.") with
                {
                    // A stream that nothing calls usage may carry it all the same; the loss is certain, what is lost is not.
                    Confidence = Handover.IsUsage(batch) ? null : Confidence.Possible,
                };
            }
            else if (batch.Site.Is("partial-read"))
            {
                yield return Match.Fulfilled(batch, $"The refused entries in the answer of `{batch.Site.What}` are looked at.");
            }
        }
    }
}
