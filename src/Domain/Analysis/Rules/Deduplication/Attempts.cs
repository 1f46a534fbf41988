using Claudit.Analysis.Facts;
using Claudit.Code;

namespace Claudit.Analysis.Rules.Deduplication;

/// <summary>What runs more than once for one fact.</summary>
internal static class Attempts
{
    /// <summary>Whether a function runs again after a failure: by a retry around a call of it, or by what starts it.</summary>
    public static bool Repeat(SubmissionFacts facts, LinkedFunction function) =>
        facts.IsRepeated(function) || facts.EntriesOf(function).Any(entry => entry.Fact.Entry is EntryKind.Consumer or EntryKind.Schedule or EntryKind.Webhook);

    /// <summary>Whether each attempt to send makes what flows into a key anew: in the part that is repeated, or in a function that this part calls for the event.</summary>
    public static bool Remake(SubmissionFacts facts, LinkedSite send, FieldFact key, LinkedSite where, Value origin) =>
        origin.BornInUnit || Repeat(facts, where.Function)
        || (send.Site.RetryLines is not null && send.File.Functions.Any(maker =>
            maker.Name.Length > 0 && Holds(maker.Lines, key.Lines.First) && Holds(maker.Lines, origin.Born) && !Holds(maker.Lines, send.Site.Lines.First)));

    private static bool Holds(LineRange lines, int line) => line >= lines.First && line <= lines.Last;
}
