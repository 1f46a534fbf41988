using Claudit.Code;

namespace Claudit.Analysis.Extraction;

/// <summary>Source text on one line.</summary>
internal static class Snippet
{
    /// <summary>The text of a span with white space folded, cut at <paramref name="longest"/> characters.</summary>
    public static string Of(string text, TextSpan span, int longest)
    {
        Span<char> buffer = stackalloc char[longest];
        var used = 0;
        var space = false;
        for (var at = span.Start; at < span.End && at < text.Length && used < longest; at++)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                space = used > 0;
                continue;
            }

            if (space && used < longest - 1) buffer[used++] = ' ';
            space = false;
            buffer[used++] = text[at];
        }

        return buffer[..used].ToString();
    }
}
