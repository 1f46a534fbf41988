using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.EventIngestion;

internal sealed class CursorAdvancedBeforeSend : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "event-ingestion/cursor-advanced-before-send",
        Check = "delivery-guarantee",
        Title = "Usage counts as sent before, or although, it was not",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The cursor or sent mark moves on without the send having succeeded. The next run starts behind the usage that failed.",
        Remediation = "Move the cursor or set the mark only behind a send that succeeded, event by event or batch by batch.",
        Why = "The mark is all that the next run knows. Usage on its wrong side is never looked at again.",
        Wrong = """
            await saveCursor(rows.at(-1).id);
            await meter.ingest(rows);
            """,
        Right = """
            await meter.ingest(rows);
            await saveCursor(rows.at(-1).id);
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var advance in facts.Of(SiteKind.Advance).Concat(facts.Of(SiteKind.Write).Where(IsMark)))
        {
            if ((advance.Site.Within & Surroundings.Catch) != 0) continue;
            var sends = facts.In(advance.Function).Where(site => IsSend(facts, site)).ToList();
            if (sends.Count == 0)
            {
                if (SenderOf(facts, advance) is { } sender)
                {
                    yield return Match.Defect(
                        advance,
                        $"`{advance.Function.Fact.Name}` moves the mark over what it gives, before `{sender.Site.What}` has sent it: when that fails, the next run starts behind it.",
                        sender.Location);
                }

                continue;
            }

            if (sends[0].Site.Offset > advance.Site.Offset && !IsTransactional(advance, sends[0]))
            {
                yield return Match.Defect(
                    advance,
                    $"`{advance.Site.What}` moves on before `{sends[0].Site.What}` has sent the usage: when that fails, the next run starts behind it.",
                    sends[0].Location);
            }
            else if (sends[0].Site.Offset < advance.Site.Offset)
            {
                if ((advance.Site.Within & Surroundings.Finally) != 0 || sends.FirstOrDefault(send => IsPassedOver(send, advance)) is { File: not null })
                {
                    yield return Match.Defect(
                        advance,
                        $"`{advance.Site.What}` moves on although `{sends[0].Site.What}` may have failed: its error has been caught by then, and the next run starts behind that usage.",
                        sends[0].Location);
                }
                else if (!Waiting.IsUnawaited(facts, sends[0]))
                {
                    yield return Match.Fulfilled(advance, $"The mark moves only behind `{sends[0].Site.What}`.");
                }
            }
        }
    }

    /// <summary>Whether an error of the send is caught, and the mark stands behind that catch all the same.</summary>
    private static bool IsPassedOver(LinkedSite send, LinkedSite advance) =>
        send.Site is { Errors: ErrorHandling.Swallowed, CatchLines: { } caught, CatchLeaves: false } && advance.Site.CatchLines != caught && advance.Site.Lines.First > caught.Last && advance.Site.Offset > send.Site.Offset;

    /// <summary>The send of what a function has read and given to its caller; null when none is shown.</summary>
    private static LinkedSite? SenderOf(SubmissionFacts facts, LinkedSite advance)
    {
        if (!facts.In(advance.Function, SiteKind.Read).Any(read => read.Site.Is("list") && read.Site.Offset < advance.Site.Offset)) return null;
        foreach (var call in facts.Callers(advance.Function).Where(call => call.Site.Result is not null))
        {
            var sends = facts.In(call.Function).Where(site => site.Site.Offset > call.Site.Offset && IsSend(facts, site)).Take(1).ToList();
            if (sends is [var send] && send.Site.Conditions.Concat(send.Site.Fields.Select(field => field.Value)).Any(value => value.Speaks(call.Site.Result!.ToLowerInvariant()))) return send;
        }

        return null;
    }

    private static bool IsTransactional(LinkedSite advance, LinkedSite send) =>
        (advance.Site.Within & send.Site.Within & Surroundings.Transaction) != 0 && send.Site.Errors is ErrorHandling.Propagated or ErrorHandling.Rethrown;

    private static bool IsSend(SubmissionFacts facts, LinkedSite site) => site.Site.Kind switch
    {
        SiteKind.Send => true,
        SiteKind.Publish => Handover.IsUsage(site),
        SiteKind.Call => facts.Callees(site).Take(1).Any(callee => !callee.Equals(site.Function) && facts.SendBehind(callee) is not null),
        _ => false,
    };

    /// <summary>A statement that moves a stored cursor, or marks rows as done; a mark that only claims them says nothing of the kind.</summary>
    private static bool IsMark(LinkedSite write)
    {
        if (write.Site.Query is not { Verb: "update" or "insert" or "merge" } query) return false;
        if (Words.Of(query.Table ?? "").Overlaps(["cursor", "cursors", "watermark", "watermarks", "checkpoint", "checkpoints"])) return true;
        // Work of any kind can be done; of usage that is said only in a table that holds it.
        var done = Vocabulary.SpeaksOf(Vocabulary.Usage, Words.Of(query.Table ?? "")) || Words.Of(query.Table ?? "").Overlaps(["outbox", "event", "events"]) ? Done : Gone;
        return query.Verb == "update" && query.Assignments.Any(assignment =>
            Words.Of(assignment.Column).Overlaps(done) && !assignment.Right.Contains("null", StringComparison.Ordinal) && !assignment.Right.Contains("false", StringComparison.Ordinal)
            || (assignment.Column is "status" or "state" && Words.Of(assignment.Right).Overlaps(done)));
    }

    private static readonly string[] Gone = ["sent", "exported", "reported", "billed", "synced", "delivered", "published", "shipped"];
    private static readonly string[] Done = ["sent", "exported", "reported", "billed", "synced", "processed", "delivered", "published", "done", "shipped"];
}
