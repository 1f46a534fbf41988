using System.Globalization;
using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.EventIngestion;

internal sealed class OversizedBatch : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "event-ingestion/oversized-batch",
        Check = "delivery-guarantee",
        Title = "A batch can hold more events than the receiver takes at once",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "All collected events go out in one call, however many there are. Above the receiver's limit the whole call is refused.",
        Remediation = "Cut the events into pieces of at most the receiver's limit, send piece by piece, and deal with the failure of each.",
        Why = "It works until the first busy hour, or the first hour after an outage. Then the largest batch is the one that is refused, and it is refused again on each retry.",
        Wrong = """
            const events = await pendingEvents();
            await metronome.v1.usage.ingest({ usage: events });
            """,
        Right = """
            for (const usage of chunk(await pendingEvents(), 100)) {
              await metronome.v1.usage.ingest({ usage });
            }
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var batch in facts.Sends.Concat(facts.Of(SiteKind.Publish).Where(Handover.IsUsage)))
        {
            if (!batch.Site.Is("batch") || LimitOf(batch.Site) is not { } limit) continue;
            if (Exceeding(batch.Site, limit) is { } size)
            {
                yield return Match.Defect(batch, $"`{batch.Site.What}` sends up to {size} events in one call; the receiver takes {limit.Most} ({limit.Of}) and refuses the whole call.");
            }
            else if ((batch.Site.Is("size:open") && !IsGivenBatch(batch)) || (batch.Site.Is("size:passed") && IsPassedWhole(facts, batch)))
            {
                yield return Match.Defect(batch, $"`{batch.Site.What}` sends all events in one call, however many there are; the receiver takes {limit.Most} ({limit.Of}) and refuses the whole call above that.");
            }
            else if (batch.Site.Tags.Any(tag => tag.StartsWith("size:cut:", StringComparison.Ordinal)))
            {
                yield return Match.Fulfilled(batch, $"Batches are cut to what the receiver takes ({limit.Most}).");
            }
        }
    }

    private static (int Most, string Of)? LimitOf(Site site)
    {
        if (site.Kind == SiteKind.Send)
        {
            return site.Provider switch
            {
                "stripe" => (100, "Stripe meter event stream"),
                "orb" => (500, "Orb"),
                "metronome" => (100, "Metronome"),
                "lago" => (100, "Lago"),
                _ => null,
            };
        }

        return site.Tags switch
        {
            ["kinesis", ..] => (500, "Kinesis"),
            ["firehose", ..] => (500, "Firehose"),
            ["sqs", ..] => (10, "SQS"),
            ["sns", ..] => (10, "SNS"),
            ["eventbridge", ..] => (10, "EventBridge"),
            _ => null,
        };
    }

    private static int? Exceeding(Site site, (int Most, string Of) limit)
    {
        foreach (var tag in site.Tags)
        {
            if (tag.StartsWith("size:cut:", StringComparison.Ordinal) && int.Parse(tag.AsSpan("size:cut:".Length), NumberStyles.None, CultureInfo.InvariantCulture) is var size && size > limit.Most) return size;
        }

        return null;
    }

    /// <summary>Whether every caller that is shown passes all it has: something fetched or collected, and nothing that speaks of a part.</summary>
    /// <summary>Whether the function says by its name that it is given one batch, which its caller has cut.</summary>
    private static bool IsGivenBatch(LinkedSite batch) => Words.Of(batch.Function.Fact.Name).Overlaps(["batch", "chunk", "piece", "slice"]);

    private static bool IsPassedWhole(SubmissionFacts facts, LinkedSite batch)
    {
        var callers = facts.Callers(batch.Function);
        return callers.Count > 0 && callers.All(call => call.Site.Fields is [{ Value: var events }, ..]
            && events.HasAny(Traits.Fetched) && !events.HasAny(Traits.Truncated) && !events.SpeaksAny("chunk", "chunks", "batch", "batches", "page", "limit", "take", "slice", "batched"));
    }
}
