using Claudit.Analysis.Facts;
using Claudit.Analysis.Rules.EventIngestion;
using Claudit.Code;

namespace Claudit.Analysis.Rules.Observability;

/// <summary>A catch in which the failure of a usage event ends, and the signs that it gives.</summary>
/// <param name="Call">The send, or the call that leads to one.</param>
/// <param name="Signs">Logs, metrics and notifications inside the catch, in the order in which they stand.</param>
internal sealed record FailedSend(LinkedSite Call, LineRange Catch, IReadOnlyList<LinkedSite> Signs)
{
    public bool IsSilent { get; private init; }

    public IEnumerable<LinkedSite> Logs => Signs.Where(sign => sign.Site.Kind == SiteKind.Log);

    /// <summary>Whether anything but a log is touched: a metric, a pager, an error tracker.</summary>
    public bool IsCounted => Signs.Any(sign => sign.Site.Kind is SiteKind.Metric or SiteKind.Notify);

    /// <summary>Each catch once, whatever it encloses.</summary>
    public static IEnumerable<FailedSend> Of(SubmissionFacts facts)
    {
        var seen = new HashSet<(string, LineRange)>();
        foreach (var call in Calls(facts))
        {
            if (CatchOf(call) is not { } caught || !seen.Add((call.File.Path, caught))) continue;
            var inside = facts.In(call.Function).Where(site => caught.First <= site.Site.Lines.First && site.Site.Lines.Last <= caught.Last && site.Site.Offset > call.Site.Offset).ToList();
            yield return new FailedSend(call, caught, [.. inside.Where(site => site.Site.Kind is SiteKind.Log or SiteKind.Metric or SiteKind.Notify)])
            {
                IsSilent = inside.Any(site => site.Site.Kind == SiteKind.Discard && site.Site.Is("error") && site.Site.Lines == caught),
            };
        }
    }

    /// <summary>The catch in which a failure of a call ends; null when it goes on.</summary>
    private static LineRange? CatchOf(LinkedSite call) => call.Site.Errors == ErrorHandling.Swallowed ? call.Site.CatchLines : null;

    /// <summary>Sends, and what a job records of usage: where nobody is there to see an error.</summary>
    private static IEnumerable<LinkedSite> Calls(SubmissionFacts facts)
    {
        foreach (var site in facts.Sends) yield return site;
        foreach (var (call, send) in facts.IndirectSends)
        {
            if (send.Site.Errors is not (ErrorHandling.Swallowed or ErrorHandling.Kept) && !facts.IsDealtWithInside(call)) yield return call;
        }

        foreach (var site in facts.Of(SiteKind.Publish))
        {
            if (Handover.IsUsage(site)) yield return site;
        }

        foreach (var site in facts.Of(SiteKind.Write).Concat(facts.Of(SiteKind.Call)).Where(site => CatchOf(site) is not null))
        {
            if (Handover.IsHandover(facts, site) && facts.EntriesOf(site.Function).Any(entry => Relay.IsBackground(entry.Fact.Entry))) yield return site;
        }
    }
}
