using Claudit.Analysis.Facts;

namespace Claudit.Analysis.Rules.EventIngestion;

/// <summary>Whether the code goes on only when a send has ended: a call that blocks is waited for without a word, one that does not needs an await.</summary>
internal static class Waiting
{
    public static bool IsUnawaited(SubmissionFacts facts, LinkedSite call) => call.Site.Outcome == Outcome.Dropped && IsAsync(facts, call);

    public static bool IsDetached(LinkedSite call) => (call.Site.Within & Surroundings.Detached) != 0;

    private static bool IsAsync(SubmissionFacts facts, LinkedSite call) =>
        call.Site.Is("async") || (call.Site.Kind == SiteKind.Call && facts.Callees(call).Take(1).Any(callee => IsAsync(facts, callee, 2)));

    /// <summary>Whether a function gives a promise or task: it says so, or returns one.</summary>
    private static bool IsAsync(SubmissionFacts facts, LinkedFunction function, int distance) => function.Fact.IsAsync
        || facts.In(function).Any(site => site.Site.Outcome == Outcome.Returned
            && (site.Site.Kind == SiteKind.Send ? site.Site.Is("async") : distance > 0 && site.Site.Kind == SiteKind.Call && facts.Callees(site).Take(1).Any(callee => IsAsync(facts, callee, distance - 1))));
}
