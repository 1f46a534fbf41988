using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>Calls that do what customers pay for: a model that answers, a file that is rendered or transcoded. Kind Call, tag <c>work</c>, without a target.</summary>
internal sealed class CostlyWork : Recogniser
{
    private static readonly HashSet<string> Verbs = new(StringComparer.Ordinal)
    {
        "complete", "completion", "completions", "generate", "generation", "render", "transcode", "convert", "infer", "inference", "predict", "embed", "embeddings", "transcribe", "synthesize", "translate",
        "summarize", "chat", "invoke", "scrape", "crawl", "ocr", "encode", "resize", "geocode", "classify", "recognise", "recognize", "analyse", "analyze", "upscale", "rerank", "moderate",
        "rasterize", "simulate", "vectorize",
    };

    private static readonly HashSet<string> Makers = new(StringComparer.Ordinal)
    {
        "completions", "images", "embeddings", "messages", "chat", "speech", "transcriptions", "responses", "model", "llm", "openai", "anthropic", "upstream", "engine", "renderer", "transcoder", "inference", "gpu", "bedrock",
        "converter", "worker", "executor", "sandbox", "runner", "provider", "ocr", "scraper",
    };

    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (call.IsNew || use.Outcome == Outcome.Dropped || callee.Last.Length < 3) return;
        var last = Words.Of(callee.Last);
        if (!last.Overlaps(Verbs) && !(callee.Last is "create" or "run" or "execute" or "process" or "send" or "call" or "submit" or "RunAsync" or "ExecuteAsync" or "ProcessAsync" && callee.Words.Overlaps(Makers))) return;
        // Building an id or a report costs nothing that is metered.
        if (last.Overlaps(["id", "key", "token", "report", "invoice", "csv", "template", "usage", "json", "time", "date"])) return;
        if (use.Outcome != Outcome.Awaited && moment.Facts.Function(moment.Function.Index).IsAsync) return;
        moment.Facts.Add(moment.Site(SiteKind.Call, call, callee.Path) with { Tags = ["work"], Outcome = use.Outcome, Result = use.Variable });
    }
}
