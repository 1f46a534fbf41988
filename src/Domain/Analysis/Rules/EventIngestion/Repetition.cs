using Claudit.Analysis.Facts;

namespace Claudit.Analysis.Rules.EventIngestion;

/// <summary>What repeats a send that failed: a loop or wrapper around it, or the queue or schedule that starts it.</summary>
internal static class Repetition
{
    public static bool IsShown(SubmissionFacts facts, LinkedSite send) =>
        (send.Site.RetryLines is { } unit && !(unit == send.Function.Fact.Lines && (send.Function.Fact.Entry == EntryKind.Schedule || (send.Function.Fact.Entry == EntryKind.Consumer && !ComesAgain(facts, send.Function)))))
        || facts.IsRepeated(send.Function)
        || (send.Site.Is("http") && facts.Of(SiteKind.Register).Any(client => client.Site.Provider == "http" && client.Site.Is("retries")))
        || send.Site.Errors == ErrorHandling.Kept
        || facts.EntriesOf(send.Function).Any(entry => (entry.Fact.Entry == EntryKind.Consumer && ComesAgain(facts, entry)) || (entry.Fact.Entry == EntryKind.Schedule && KeepsItems(facts, send, entry)))
        || facts.Callers(send.Function).Any(call => call.Site.Errors == ErrorHandling.Kept);

    /// <summary>Queues deliver again what failed, but BullMQ only where it is told to.</summary>
    private static bool ComesAgain(SubmissionFacts facts, LinkedFunction consumer) => !consumer.File.Imports.Any(import => import is "bullmq" or "bull" or "@nestjs/bullmq" or "@nestjs/bull")
        || facts.Of(SiteKind.Mention).Any(mention => mention.Site is { Target: "job-attempts" } && mention.Site.Field("attempts")?.Literal is not ("0" or "1"));

    /// <summary>A timer repeats what it finds again: items in a store, or in a buffer that only success empties. The beat alone repeats nothing.</summary>
    private static bool KeepsItems(SubmissionFacts facts, LinkedSite send, LinkedFunction timer)
    {
        foreach (var function in (LinkedFunction[])[send.Function, timer])
        {
            foreach (var site in facts.In(function))
            {
                if (site.Site.Kind is SiteKind.Read or SiteKind.Acknowledge or SiteKind.Advance) return true;
                if (site.Site.Kind == SiteKind.Call && facts.Callees(site).Take(1).Any(callee => facts.In(callee).Any(inner => inner.Site.Kind is SiteKind.Read or SiteKind.Advance))) return true;
                if (site.Site.Kind is SiteKind.Clear or SiteKind.Write && site.Site.Offset > send.Site.Offset && function.Equals(send.Function)) return true;
                if (site.Site.Kind == SiteKind.Collect && (site.Site.Within & Surroundings.Catch) != 0) return true;
            }
        }

        // What a timer reads from where nothing is known of is not known to be lost.
        return !facts.In(timer).Concat(facts.In(send.Function)).Any(site => site.Site.Kind is SiteKind.Clear or SiteKind.Collect);
    }
}
