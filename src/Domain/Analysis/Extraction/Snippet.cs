using Claudit.Code;

namespace Claudit.Analysis.Extraction;

/// <summary>Source text on one line.</summary>
internal static class Snippet
{
    /// <summary>The text of a span with white space folded; of more than <paramref name="longest"/> characters, the first with an ellipsis.</summary>
    public static string Of(string text, TextSpan span, int longest)
    {
        Span<char> buffer = stackalloc char[longest + 1];
        var length = Write(text, span, buffer);
        if (length <= longest) return buffer[..length].ToString();
        buffer[longest - 1] = '…';
        return buffer[..longest].ToString();
    }

    /// <summary>Writes the text of a span with white space folded, as far as there is room, and gives its length.</summary>
    public static int Write(string text, TextSpan span, Span<char> buffer)
    {
        var used = 0;
        var space = false;
        for (var at = span.Start; at < span.End && at < text.Length && used < buffer.Length; at++)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                space = used > 0;
                continue;
            }

            if (space && used < buffer.Length - 1) buffer[used++] = ' ';
            space = false;
            buffer[used++] = text[at];
        }

        return used;
    }
}
