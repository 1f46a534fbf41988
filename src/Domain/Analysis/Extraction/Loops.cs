using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>Says what loops go over.</summary>
internal static class Loops
{
    /// <summary>The words by which the innermost loop names its elements and their source; none outside of loops.</summary>
    public static WordSet WordsAround(Moment moment)
    {
        for (var index = moment.Frames.Count - 1; index >= 0; index--)
        {
            switch (moment.Frames[index])
            {
                case FunctionFrame { Index: >= 0 }:
                    return new WordSet();
                case LoopFrame { Loop: { } loop }:
                    return WordsOf(loop);
                case LoopFrame { Comprehension: { } comprehension }:
                    var words = Names.In(comprehension.Target);
                    words.UnionWith(Names.In(comprehension.Source));
                    return words;
                case LoopFrame:
                    var callback = moment.Frames.Skip(index).OfType<FunctionFrame>().FirstOrDefault()?.Function;
                    return callback is null ? new WordSet() : WordsOf(callback, moment);
            }
        }

        return new WordSet();
    }

    public static WordSet WordsOf(LoopStatement loop)
    {
        var words = Names.In(loop.Target);
        words.UnionWith(Names.In(loop.Source));
        return words;
    }

    private static WordSet WordsOf(Function callback, Moment moment)
    {
        var words = new WordSet();
        foreach (var parameter in callback.Parameters)
        {
            Words.AddTo(words, parameter.Name);
            foreach (var name in parameter.Name.Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                if (moment.Scope.Find(name, callback.Span.Start, out _)?.Value is { } source) words.UnionWith(Names.In(source));
            }
        }

        return words;
    }
}
