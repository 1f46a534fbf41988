using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.EventIngestion;

internal sealed class BufferClearedBeforeSend : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "event-ingestion/buffer-cleared-before-send",
        Check = "delivery-guarantee",
        Title = "Buffered usage is dropped before its send has succeeded",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The buffer is emptied first and sent afterwards, and nothing puts the events back when the send fails.",
        Remediation = "Remove events from the buffer only after the send has succeeded, or put the failed batch back in the catch.",
        Why = "One refused or timed-out call loses the whole batch, which is the usage of many customers.",
        Wrong = """
            const batch = buffer;
            buffer = [];
            await meter.ingest(batch);
            """,
        Right = """
            const batch = buffer.slice(0, 100);
            await meter.ingest(batch);
            buffer.splice(0, batch.length);
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var buffer in MemoryBuffer.Of(facts))
        {
            foreach (var drain in buffer.Drains)
            {
                if (FirstClear(facts, buffer, drain) is not { } clear) continue;
                var handovers = Handover.In(facts, drain).ToList();
                if (handovers.FirstOrDefault(site => site.Site.Offset > clear.Site.Offset) is not { File: not null } send) continue;
                if (handovers.Any(site => site.Site.Offset < clear.Site.Offset) || IsRestored(facts, buffer, drain, send)) continue;
                yield return Match.Defect(
                    clear,
                    $"`{buffer.Name}` is emptied before `{send.Site.What}` has succeeded, and nothing puts the events back when it fails.",
                    send.Location);
            }
        }
    }

    private static LinkedSite? FirstClear(SubmissionFacts facts, MemoryBuffer buffer, LinkedFunction drain)
    {
        foreach (var clear in facts.In(drain, SiteKind.Clear))
        {
            if (clear.Site.Target == buffer.Name) return clear;
        }

        return null;
    }

    private static bool IsRestored(SubmissionFacts facts, MemoryBuffer buffer, LinkedFunction drain, LinkedSite send) =>
        send.Site.Errors == ErrorHandling.Kept
        || facts.In(drain, SiteKind.Collect).Any(collect => collect.Site.Target == buffer.Name && collect.Site.Offset > send.Site.Offset)
        || (facts.Callees(send).Take(1).Any(callee => facts.In(callee).Any(site => site.Site.Kind == SiteKind.Send && site.Site.Errors == ErrorHandling.Kept)));
}
