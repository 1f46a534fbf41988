using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.EventIngestion;

internal sealed class AcknowledgedBeforeProcessing : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "event-ingestion/acknowledged-before-processing",
        Check = "delivery-guarantee",
        Title = "A usage message is acknowledged before its usage is safe",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The queue forgets the message before its usage has been stored or sent. A failure or a crash in between loses it.",
        Remediation = "Store or send the usage first and acknowledge afterwards; a repeated delivery is then refused by the event's key.",
        Why = "The queue is the only one that would deliver the message again, and it has been told that this is not needed.",
        Wrong = """
            channel.ack(message);
            await meter.record(JSON.parse(message.content));
            """,
        Right = """
            await meter.record(JSON.parse(message.content));
            channel.ack(message);
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var acknowledge in facts.Of(SiteKind.Acknowledge))
        {
            if (acknowledge.Site.Is("automatic"))
            {
                if (HandlerOf(facts, acknowledge) is { } handled)
                {
                    yield return Match.Defect(
                        acknowledge,
                        $"With `{acknowledge.Site.Target}` the queue forgets a message without regard to whether `{handled.Site.What}` succeeds.",
                        handled.Location);
                }

                continue;
            }

            if ((acknowledge.Site.Within & Surroundings.Catch) != 0) continue;
            var handovers = Handover.In(facts, acknowledge.Function).ToList();
            if (handovers.Count == 0)
            {
                if (TakerOf(facts, acknowledge) is { } taker)
                {
                    yield return Match.Defect(
                        acknowledge,
                        $"`{acknowledge.Function.Fact.Name}` makes the queue forget the messages that it gives, before `{taker.Site.What}` has their usage: a failure in between loses it.",
                        taker.Location);
                }

                continue;
            }

            var later = handovers.FirstOrDefault(site => acknowledge.Site.Reaches(site.Site));
            var isFirst = handovers[0].Site.Offset > acknowledge.Site.Offset;
            if (isFirst && later.File is not null)
            {
                if (acknowledge.Site.Is("pop") && (later.Site.Errors == ErrorHandling.Kept || IsPutBack(facts, acknowledge))) continue;
                yield return Match.Defect(
                    acknowledge,
                    acknowledge.Site.Is("pop")
                        ? $"`{acknowledge.Site.What}` removes the usage from the list for good before `{later.Site.What}` has it: a failure in between loses it."
                        : $"`{acknowledge.Site.What}` tells the queue to forget the message before `{later.Site.What}` has its usage: a failure in between loses it.",
                    later.Location);
            }
            else if ((acknowledge.Site.Within & Surroundings.Finally) != 0)
            {
                yield return Match.Defect(acknowledge, $"`{acknowledge.Site.What}` stands in a finally: the queue forgets the message also when `{handovers[0].Site.What}` failed.", handovers[0].Location);
            }
            else if (!acknowledge.Site.Is("pop") && !isFirst && !handovers.Any(site => Waiting.IsUnawaited(facts, site)))
            {
                yield return Match.Fulfilled(acknowledge, $"The message is acknowledged after `{handovers[0].Site.What}`.");
            }
        }
    }

    /// <summary>The handover that the file of an automatic acknowledgement leads to: a consumer's, or any where the whole file is one.</summary>
    private static LinkedSite? HandlerOf(SubmissionFacts facts, LinkedSite acknowledge)
    {
        foreach (var function in facts.Functions)
        {
            if (!ReferenceEquals(function.File, acknowledge.File)) continue;
            var isConsumer = acknowledge.Function.IsTopLevel || function.Fact.Entry == EntryKind.Consumer || function.Equals(acknowledge.Function) || facts.EntriesOf(function).Any(entry => entry.Fact.Entry == EntryKind.Consumer);
            if (!isConsumer) continue;
            foreach (var site in Handover.In(facts, function)) return site;
        }

        return null;
    }

    /// <summary>What a caller does with the messages that a function has taken and gives; null when they go nowhere that is shown.</summary>
    private static LinkedSite? TakerOf(SubmissionFacts facts, LinkedSite acknowledge)
    {
        if (acknowledge.Site.Is("pop") || acknowledge.Function.Fact is not { Returns.IsEmpty: false, Name: { Length: > 0 } name }) return null;
        foreach (var call in facts.Callers(acknowledge.Function))
        {
            foreach (var handover in Handover.In(facts, call.Function))
            {
                if (handover.Site.Offset > call.Site.Offset && handover.Site.Fields.Any(field => field.Value.Calls.Contains(name))) return handover;
            }
        }

        return null;
    }

    private static bool IsPutBack(SubmissionFacts facts, LinkedSite acknowledge) =>
        facts.In(acknowledge.Function, SiteKind.Publish).Any(site => (site.Site.Within & Surroundings.Catch) != 0);
}
