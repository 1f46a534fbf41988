using Claudit.Analysis.Facts;

namespace Claudit.Analysis.Rules.EventIngestion;

/// <summary>What repeats a send that failed: a loop or wrapper around it, or the queue or schedule that starts it.</summary>
internal static class Repetition
{
    public static bool IsShown(SubmissionFacts facts, LinkedSite send) =>
        send.Site.RetryLines is not null
        || facts.IsRepeated(send.Function)
        || (send.Site.Is("http") && facts.Of(SiteKind.Register).Any(client => client.Site.Provider == "http" && client.Site.Is("retries")))
        || send.Site.Errors == ErrorHandling.Kept
        || facts.EntriesOf(send.Function).Any(entry => Relay.IsBackground(entry.Fact.Entry))
        || facts.Callers(send.Function).Any(call => call.Site.Errors == ErrorHandling.Kept);
}
