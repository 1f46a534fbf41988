using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.EventIngestion;

internal sealed class StreamWithoutUsage : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "event-ingestion/stream-without-usage",
        Check = "delivery-guarantee",
        Title = "A streamed completion is not asked for the usage that is metered from it",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The code reads the token usage from the chunks of the stream, but asks for the stream without `stream_options: { include_usage: true }`. No chunk carries it then.",
        Remediation = "Ask for the usage with the stream, and treat a stream that ends without it as a failure.",
        Why = "The request succeeds and the text arrives, only the tokens are missing: every streamed answer is free.",
        Wrong = "const stream = await openai.chat.completions.create({ model, messages, stream: true });",
        Right = "const stream = await openai.chat.completions.create({ model, messages, stream: true, stream_options: { include_usage: true } });",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var stream in facts.Of(SiteKind.Mention).Where(mention => mention.Site.Target == "stream-usage"))
        {
            if (stream.Site.Is("unasked")) yield return Match.Defect(stream, $"`{stream.Site.What}` streams without `stream_options.include_usage`, so no chunk carries the usage that is read here: its tokens are never metered.");
            else yield return Match.Fulfilled(stream, "The stream is asked for its usage.");
        }
    }
}
