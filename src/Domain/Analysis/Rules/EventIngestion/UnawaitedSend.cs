using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.EventIngestion;

internal sealed class UnawaitedSend : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "event-ingestion/unawaited-send",
        Check = "delivery-guarantee",
        Title = "Nobody waits for the usage event to be sent",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The send is started and left to itself. When it fails, no code learns of it; when the process ends or the function is frozen first, it never happens.",
        Remediation = "Record the usage durably, or await the send and deal with its error, before the work counts as done.",
        Why = "Work that runs beside its caller dies with the process: each deployment, crash and time-out gives usage away, and nothing shows that it did.",
        Wrong = """
            app.post('/render', async (req, res) => {
              const pages = await render(req.body);
              meter.record({ id: req.id, pages });
              res.json({ pages });
            });
            """,
        Right = """
            app.post('/render', async (req, res) => {
              const pages = await render(req.body);
              await usageOutbox.add({ id: req.id, pages });
              res.json({ pages });
            });
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var send in facts.Sends.Concat(facts.Of(SiteKind.Publish).Where(Handover.IsUsage)))
        {
            if (IsLost(facts, send)) yield return Judge(facts, send, send);
            else if (send.Site.Outcome == Outcome.Awaited && send.Site.Errors is ErrorHandling.Propagated or ErrorHandling.Rethrown && !Waiting.IsDetached(send))
            {
                yield return (send.Site.Within & Surroundings.AfterRespond) != 0
                    ? Match.Undecided(send, $"`{send.Site.What}` is awaited behind the answer to the caller, so that its error reaches nobody that is shown.")
                    : Match.Fulfilled(send, $"`{send.Site.What}` is awaited, and its error reaches the caller.");
            }
        }

        foreach (var (call, send) in Indirect(facts))
        {
            if (IsLost(facts, call) && send.Site.Errors != ErrorHandling.Kept && CarriesUsage(facts, call)) yield return Judge(facts, call, send);
        }
    }

    /// <summary>Calls of functions that send usage or put it on a queue: to their callers they are sends.</summary>
    private static IEnumerable<(LinkedSite Call, LinkedSite Send)> Indirect(SubmissionFacts facts) => facts.IndirectSends.Concat(
        from call in facts.Of(SiteKind.Call)
        let behind = Handover.Behind(facts, call, 2)
        where behind is { Site.Kind: SiteKind.Publish }
        select (call, behind.Value));

    private static Match Judge(SubmissionFacts facts, LinkedSite call, LinkedSite send)
    {
        var isRecorded = Relay.RecordsBefore(facts, call).Any();
        if (Relay.TakesUp(facts, call))
        {
            return Match.Undecided(call, $"`{call.Site.What}` is not awaited; whether the record made before it is sent again is not shown.");
        }

        var what = Waiting.IsDetached(call) ? "runs beside its caller, and nobody waits for it" : "is called without waiting for it";
        return Match.Defect(
            call,
            $"`{call.Site.What}` {what}: when the send fails, no code learns of it, and when the process ends first, the event is gone.",
            send.Location) with
        {
            Confidence = isRecorded || call.Site.Kind == SiteKind.Call ? Confidence.Likely : Confidence.Certain,
        };
    }

    private static bool IsLost(SubmissionFacts facts, LinkedSite call) =>
        !call.Function.IsTopLevel
        && (call.Site.Within & Surroundings.KeptAlive) == 0
        && call.Site.Errors != ErrorHandling.Kept
        && (Waiting.IsDetached(call) || Waiting.IsUnawaited(facts, call));

    /// <summary>A call that starts a worker or flushes a buffer carries no usage itself: what it loses is the buffer's matter.</summary>
    private static bool CarriesUsage(SubmissionFacts facts, LinkedSite call)
    {
        if (facts.Callees(call).Take(1).Any(callee => facts.In(callee, SiteKind.Clear).Any())) return false;
        var isTimed = Waiting.IsDetached(call) || call.Function.Fact.Entry == EntryKind.Schedule;
        return !isTimed || call.Site.Fields.Any(field => !Words.Of($"{field.Name} {field.Value.Text}").Overlaps(["token", "cancellation", "stopping", "ct", "signal", "now", "clock", "daemon"]));
    }
}
