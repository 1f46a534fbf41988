using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.EventIngestion;

internal sealed class SwallowedSendError : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "event-ingestion/swallowed-send-error",
        Check = "retry",
        Title = "A usage event whose send failed is forgotten",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The error of the send is caught, and at most logged or counted. The event is neither sent again nor kept, and whoever called takes it for delivered.",
        Remediation = "Let the error reach what repeats the work, or store the event as pending in the catch so that a job sends it again under the same key.",
        Why = "Every provider fails for seconds now and then. A catch that only logs turns each of these moments into usage that is never billed.",
        Wrong = """
            try {
              await meter.record(usage);
            } catch (error) {
              log.error({ error, id: usage.id }, 'usage not reported');
            }
            """,
        Right = """
            try {
              await meter.record(usage);
            } catch (error) {
              await deadLetters.insert(usage);
            }
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        var seen = new HashSet<Location>();
        foreach (var send in facts.Sends.Concat(facts.Of(SiteKind.Publish).Where(Handover.IsUsage)))
        {
            if (Judge(facts, send) is { } match && seen.Add(match.Locations[0])) yield return match;
        }

        foreach (var settled in facts.Of(SiteKind.Discard).Where(discard => discard.Site.Is("settled")))
        {
            var inside = Handover.In(facts, settled.Function).FirstOrDefault(site => settled.Site.Lines.First <= site.Site.Lines.First && site.Site.Lines.Last <= settled.Site.Lines.Last);
            if (inside.File is null || inside.Site.Errors == ErrorHandling.Kept) continue;
            yield return Match.Defect(settled, $"The errors of `{inside.Site.What}` are among results that nobody looks at: what failed is neither sent again nor kept.");
        }

        foreach (var (call, send) in facts.IndirectSends)
        {
            // What the inner function keeps or forgets is judged there.
            if (send.Site.Errors is ErrorHandling.Swallowed or ErrorHandling.Kept || facts.IsDealtWithInside(call)) continue;
            if (!IsSourceKept(facts, send) && Judge(facts, call) is { } match && seen.Add(match.Locations[0])) yield return match;
        }
    }

    private static Match? Judge(SubmissionFacts facts, LinkedSite call)
    {
        if (Waiting.IsUnawaited(facts, call) || call.Site.CatchLines is not { } caught) return null;
        if (call.Site.Errors == ErrorHandling.Kept)
        {
            return new Match { Kind = MatchKind.Fulfilled, Locations = [call.At(caught)], Text = $"An event that `{call.Site.What}` could not send is kept." };
        }

        if (call.Site.Errors != ErrorHandling.Swallowed || IsTakenUpAgain(facts, call, caught)) return null;
        // A batch from which failed items are told comes again; one from which none is ever told does not.
        if (call.Function.Fact.Returns.Any(value => value.Text.Contains("batchItemFailures", StringComparison.OrdinalIgnoreCase) && !value.Text.Replace(" ", "", StringComparison.Ordinal).Contains(":[]", StringComparison.Ordinal))) return null;
        if (Relay.TakesUp(facts, call))
        {
            return Match.Undecided(call, $"The error of `{call.Site.What}` is caught; whether the record made before it is sent again is not shown.");
        }

        var isRetried = IsRetried(call, caught);
        var text = isRetried
            ? $"When the last attempt at `{call.Site.What}` fails, the error ends here: the event is neither kept nor reported as unsent."
            : $"When `{call.Site.What}` fails, the error ends here: the event is neither sent again nor kept.";
        return Match.Defect(call, text, call.Location) with
        {
            Locations = [call.At(caught), call.Location],
            Severity = isRetried ? Severity.High : null,
        };
    }

    /// <summary>Whether the catch stands in a loop that tries again, so that only the last error ends there.</summary>
    private static bool IsRetried(LinkedSite call, Code.LineRange caught) =>
        call.Site.Within.HasFlag(Surroundings.Loop | Surroundings.Retry) && call.Site.RetryLines is { } loop && loop.First < caught.First && caught.Last <= loop.Last;

    /// <summary>Whether the function that sends takes the event from where it waits only behind the send, so that a failed one waits on.</summary>
    private static bool IsSourceKept(SubmissionFacts facts, LinkedSite send) => facts.In(send.Function).Any(site =>
        (site.Site.Kind is SiteKind.Acknowledge or SiteKind.Clear or SiteKind.Advance || (site.Site.Kind == SiteKind.Write && !site.Site.Is("insert")))
        && site.Site.Offset > send.Site.Offset && (site.Site.Within & Surroundings.Catch) == 0 && !site.Site.Is("automatic"));

    /// <summary>Whether a consumer, whose message is gone when it returns, writes a mark that nothing shown looks for.</summary>
    private static bool IsMarkOnly(SubmissionFacts facts, LinkedSite mark)
    {
        if (!facts.EntriesOf(mark.Function).Any(entry => entry.Fact.Entry == EntryKind.Consumer) || mark.Site.Query is not { Verb: "update", Table: { } table } query) return false;
        return !facts.Of(SiteKind.Read).Concat(facts.Of(SiteKind.Write)).Any(read => read.Site.Query is { } other && other.Tables.Contains(table)
            && other.Predicates.Any(predicate => query.Assignments.Any(assignment => assignment.Column == predicate.Column)));
    }

    /// <summary>Whether the event stays where it came from until the send has succeeded: what removes or marks it stands behind the send in the same try.</summary>
    private static bool IsTakenUpAgain(SubmissionFacts facts, LinkedSite call, Code.LineRange caught) => facts.In(call.Function).Any(site =>
        (site.Site.Kind is SiteKind.Acknowledge or SiteKind.Clear or SiteKind.Advance || (site.Site.Kind == SiteKind.Write && !site.Site.Is("insert") && !IsMarkOnly(facts, site)))
            && site.Site.Offset > call.Site.Offset && (site.Site.Lines.Last <= caught.First || call.Site.CatchLeaves) && !site.Site.Is("automatic")
        || (site.Site.Kind == SiteKind.Collect && caught.First <= site.Site.Lines.First && site.Site.Lines.Last <= caught.Last));
}
