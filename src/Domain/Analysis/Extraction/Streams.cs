using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>Loops over what arrives piece by piece while a customer waits, such as the tokens of a completion. A read with the tag <c>stream</c>.</summary>
internal sealed class Streams : Recogniser
{
    public override void Statement(Statement statement, Moment moment)
    {
        if (statement is not LoopStatement { Source: { } source } loop) return;
        var words = moment.Trace(source);
        if (!words.SpeaksAny("stream", "streaming", "chunks", "tokens", "sse", "deltas") || words.SpeaksAny("shards", "records")) return;
        moment.Facts.Add(moment.Site(SiteKind.Read, loop, moment.TextOf(source)) with { Target = moment.TextOf(source), Tags = ["stream"] });
    }
}
