using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>Streamed completions by OpenAI's contract: only one asked for by <c>stream_options</c> tells its usage. A mention with the target <c>stream-usage</c>; the tag <c>unasked</c> where it is not.</summary>
internal sealed class ModelStreams : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (call.IsNew || callee.Last is not "create" || !callee.Path.EndsWith("completions.create", StringComparison.Ordinal)) return;
        var (streams, asks) = (false, false);
        foreach (var argument in call.Arguments)
        {
            if (argument.IsSpread) return;
            Take(argument);
            if (argument.Name is not null) continue;
            if (moment.Resolve(argument.Value) is not ObjectExpression options) return;
            foreach (var entry in options.Entries)
            {
                if (entry.IsSpread || entry.Name is null) return;
                Take(entry);
            }
        }

        if (!streams || moment.Function.Function?.Body is not { } body || !Inside.Any(body, part => part is MemberExpression { Name: "usage" or "total_tokens" or "completion_tokens" })) return;
        moment.Facts.Add(moment.Site(SiteKind.Mention, call, callee.Path) with { Target = "stream-usage", Tags = asks ? [] : ["unasked"] });

        void Take(Argument entry)
        {
            if (entry.Name == "stream") streams = TableShape.IsTrue(entry.Value);
            else if (entry.Name is "stream_options" or "extra_body") asks = true;
        }
    }
}
