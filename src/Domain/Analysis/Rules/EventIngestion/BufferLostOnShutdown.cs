using Claudit.Findings;

namespace Claudit.Analysis.Rules.EventIngestion;

internal sealed class BufferLostOnShutdown : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "event-ingestion/buffer-lost-on-shutdown",
        Check = "delivery-guarantee",
        Title = "Usage that waits in memory is lost when the process stops",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "Usage is collected in memory and handed on from time to time, and nothing that runs at shutdown hands on the rest.",
        Remediation = "Write usage to a durable store first. At the least, flush on the signal to stop, and wait for that before the process exits.",
        Why = "Every deployment, scale-in and restart stops processes. Each of them takes the last interval's usage of every customer with it.",
        Wrong = """
            const waiting = [];
            export const count = (usage) => waiting.push(usage);
            setInterval(flush, 10_000);
            """,
        Right = """
            const waiting = [];
            export const count = (usage) => waiting.push(usage);
            setInterval(flush, 10_000);
            process.on('SIGTERM', async () => { await flush(); process.exit(0); });
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var buffer in MemoryBuffer.Of(facts))
        {
            var first = buffer.Collects[0];
            if (buffer.IsDrainedAtShutdown(facts))
            {
                yield return Match.Fulfilled(first, $"What waits in `{buffer.Name}` is handed on when the process stops.");
                continue;
            }

            var drain = buffer.Drains[0];
            var how = buffer.IsCounter ? "is counted up" : "waits";
            yield return Match.Defect(
                first,
                $"Usage {how} in `{buffer.Name}` until `{NameOf(drain)}` hands it on, and nothing that runs at shutdown does so: each stop of the process loses what is there.",
                drain.Location with { EndLine = drain.Location.StartLine });
        }
    }

    private static string NameOf(LinkedFunction function) => function.Fact.Name.Length > 0 ? function.Fact.Name : function.Fact.EntryText ?? "a timer";
}
