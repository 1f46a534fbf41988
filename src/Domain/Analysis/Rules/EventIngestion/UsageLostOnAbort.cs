using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.EventIngestion;

internal sealed class UsageLostOnAbort : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "event-ingestion/usage-lost-on-abort",
        Check = "delivery-guarantee",
        Title = "A stream that ends early is not billed",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "Usage is reported only behind the end of the stream. When the customer disconnects or an error breaks it off, what was delivered until then is not reported.",
        Remediation = "Report what was delivered in a finally, or also on close and on error.",
        Why = "Customers stop long answers all the time, and the costs until then have been paid.",
        Wrong = """
            for await (const chunk of stream) { tokens += chunk.tokens; res.write(chunk.text); }
            await reportUsage(req.customer, tokens);
            """,
        Right = """
            try {
              for await (const chunk of stream) { tokens += chunk.tokens; res.write(chunk.text); }
            } finally {
              await reportUsage(req.customer, tokens);
            }
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var stream in facts.Of(SiteKind.Read))
        {
            if (!stream.Site.Is("stream") || !IsServed(facts, stream.Function)) continue;
            var handovers = Handover.In(facts, stream.Function).Where(site => site.Site.Lines.First > stream.Site.Lines.First).ToList();
            if (handovers.Count == 0) continue;
            var after = handovers.Where(site => site.Site.Lines.First > stream.Site.Lines.Last).ToList();
            if (handovers.FirstOrDefault(site => (site.Site.Within & Surroundings.Finally) != 0) is { File: not null } final)
            {
                yield return Match.Fulfilled(final, "What was streamed is reported however the stream ends.");
            }
            else if (after.Count > 0 && after.Count == handovers.Count && after.All(site => (site.Site.Within & (Surroundings.Catch | Surroundings.Callback)) == 0) && stream.Site.Errors != ErrorHandling.Swallowed)
            {
                yield return Match.Defect(
                    after[0],
                    $"`{after[0].Site.What}` stands behind the end of the stream `{stream.Site.Target}`: when the customer disconnects or an error breaks it off, what was delivered until then is not reported.",
                    stream.Location with { EndLine = stream.Location.StartLine });
            }
        }
    }

    private static bool IsServed(SubmissionFacts facts, LinkedFunction function) => facts.EntriesOf(function).Any(entry => entry.Fact.Entry == EntryKind.Route)
        || facts.Functions.Any(outer => ReferenceEquals(outer.File, function.File) && outer.Fact.Entry == EntryKind.Route
            && outer.Fact.Lines.First < function.Fact.Lines.First && function.Fact.Lines.Last <= outer.Fact.Lines.Last);
}
