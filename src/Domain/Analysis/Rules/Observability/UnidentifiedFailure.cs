using Claudit.Analysis.Extraction;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Observability;

internal sealed class UnidentifiedFailure : Rule
{
    private static readonly HashSet<string> Identity = new(StringComparer.Ordinal)
    {
        "id", "ids", "key", "keys", "identifier", "customer", "tenant", "account", "org", "organization", "organisation", "subscription", "user", "event", "events", "usage", "meter", "job",
        "row", "rows", "record", "records", "batch", "item", "items", "payload", "transaction", "project", "workspace", "entry", "body", "subject", "uuid", "request", "data", "offset", "partition",
    };

    private static readonly HashSet<string> Error = new(StringComparer.Ordinal)
    {
        "err", "error", "exception", "exc", "ex", "cause", "reason", "status", "count", "len", "length", "size", "attempt", "attempts", "traceback",
    };

    public override RuleInfo Info { get; } = new()
    {
        Id = "observability/unidentified-failure",
        Check = "errors-alerted",
        Title = "The log of a failed usage event does not say which one it was",
        Severity = Severity.Medium,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The message carries the error alone: no event, no customer, no meter.",
        Remediation = "Log the event's id, the customer, the meter and the quantity with the error, so that the usage can be found and billed.",
        Why = "One knows that usage was lost, and cannot say whose or how much. It can be neither replayed nor credited.",
        Wrong = """
            log.error(`usage not recorded: ${error.message}`);
            """,
        Right = """
            log.error({ error, id: usage.id, customer: usage.customer, meter: usage.meter }, 'usage not recorded');
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var failed in FailedSend.Of(facts))
        {
            var logs = failed.Logs.ToList();
            // Around a whole run there is no event to name.
            if (logs.Count == 0 || (failed.Call.Site.Kind == Facts.SiteKind.Call && failed.Call.Site.Fields.All(field => field.Value.SpeaksAny("token", "cancel", "cancellation", "stopping", "signal", "ct")))) continue;
            if (failed.Signs.FirstOrDefault(Identifies) is { File: not null } known)
            {
                if (known.Site.Target == "error") yield return Match.Fulfilled(known, "A failed usage event is logged at error with what identifies it.");
                continue;
            }

            yield return Match.Defect(logs[0], $"When `{failed.Call.Site.What}` fails, `{logs[0].Site.What}` says neither which event it was nor whose.", failed.Call.Location);
        }
    }

    private static bool Identifies(LinkedSite sign) => sign.Site.Fields.Any(field =>
    {
        var words = Words.Of(field.Name);
        Words.AddTo(words, field.Value.Text);
        return words.Overlaps(Identity) && (!words.Overlaps(Error) || Words.Of(field.Name).Overlaps(Identity) && !Words.Of(field.Name).Overlaps(Error));
    });
}
