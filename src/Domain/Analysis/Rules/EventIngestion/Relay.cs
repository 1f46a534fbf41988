using Claudit.Analysis.Facts;

namespace Claudit.Analysis.Rules.EventIngestion;

/// <summary>The part of a program that sends recorded usage later, on its own: a scheduled job or a consumer that leads to a send.</summary>
internal static class Relay
{
    public static bool IsShown(SubmissionFacts facts) => facts.Sends.Any(send => IsOf(facts, send));

    /// <summary>
    /// Whether what a function recorded before a call is taken up again on its own: another function reads the same table and hands on what
    /// it finds, or a consumer sends what was queued.
    /// </summary>
    public static bool TakesUp(SubmissionFacts facts, LinkedSite call)
    {
        foreach (var record in RecordsBefore(facts, call))
        {
            if (record.Site.Kind == SiteKind.Publish)
            {
                if (IsShown(facts)) return true;
            }
            else if (record.Site.Target is { } table && facts.Of(SiteKind.Read).Concat(facts.Of(SiteKind.Write)).Any(site => IsTaking(facts, site, table, record)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The durable records of usage that a function makes, by itself or by what it calls, before a call of it.</summary>
    public static IEnumerable<LinkedSite> RecordsBefore(SubmissionFacts facts, LinkedSite call)
    {
        foreach (var site in facts.In(call.Function))
        {
            if (site.Site.Offset >= call.Site.Offset) yield break;
            if (Handover.IsDurable(site)) yield return site;
            else if (site.Site.Kind == SiteKind.Call && Handover.RecordBehind(facts, site, 2) is { } record) yield return record;
        }
    }

    private static bool IsTaking(SubmissionFacts facts, LinkedSite site, string table, LinkedSite record) =>
        !site.Function.Equals(record.Function)
        && (string.Equals(site.Site.Target, table, StringComparison.OrdinalIgnoreCase) || (site.Site.Query?.Tables.Contains(table) ?? false))
        && !site.Site.Is("insert") && !site.Site.Is("sum")
        && (facts.SendBehind(site.Function) is not null || facts.In(site.Function, SiteKind.Publish).Any());

    /// <summary>Whether a call stands in a loop over what is stored, and each item is marked or removed behind it: a job, whatever starts it.</summary>
    public static bool Drains(SubmissionFacts facts, LinkedSite call) => (call.Site.Within & Surroundings.Loop) != 0
        && facts.In(call.Function).Any(site => site.Site.Offset > call.Site.Offset && (site.Site.Within & Surroundings.Loop) != 0
            && (site.Site.Kind == SiteKind.Advance || site.Site is { Kind: SiteKind.Write, Query.Verb: "update" or "delete" }));

    /// <summary>Whether a send is reached from jobs or consumers only.</summary>
    public static bool IsOf(SubmissionFacts facts, LinkedSite send)
    {
        var entries = facts.EntriesOf(send.Function).Select(entry => entry.Fact.Entry).ToList();
        return entries.Any(IsBackground) && !entries.Contains(EntryKind.Route);
    }

    public static bool IsBackground(EntryKind entry) => entry is EntryKind.Schedule or EntryKind.Consumer;
}
