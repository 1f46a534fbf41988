using Claudit.Analysis.Facts;

namespace Claudit.Analysis.Rules.EventIngestion;

/// <summary>The part of a program that sends recorded usage later, on its own: a scheduled job or a consumer that leads to a send.</summary>
internal static class Relay
{
    public static bool IsShown(SubmissionFacts facts) => facts.Sends.Any(send => IsOf(facts, send));

    /// <summary>Whether a send is reached from jobs or consumers only.</summary>
    public static bool IsOf(SubmissionFacts facts, LinkedSite send)
    {
        var entries = facts.EntriesOf(send.Function).Select(entry => entry.Fact.Entry).ToList();
        return entries.Any(IsBackground) && !entries.Contains(EntryKind.Route);
    }

    public static bool IsBackground(EntryKind entry) => entry is EntryKind.Schedule or EntryKind.Consumer;
}
