using System.Text;

namespace Claudit.Reports;

/// <summary>Text as GitHub-flavoured Markdown that shows it as it is: no link, no emphasis, no HTML, no block begins in it.</summary>
internal sealed class MarkdownText : IEscape
{
    /// <summary>On one line, safe at its start and in a table's cell.</summary>
    public static string Escape(string text)
    {
        var line = InertText.Line(text);
        var escaped = new StringBuilder(line.Length + 16);
        for (var i = 0; i < line.Length; i++)
        {
            if (Calls(line, i)) escaped.Append('`').Append(line[i]).Append('`');
            // Not with a backslash: in some parsers one cannot keep a code span that follows from joining it.
            else if (line[i] == '`') escaped.Append("&#96;");
            else if (NeedsEscape(line, i)) escaped.Append('\\').Append(line[i]);
            else escaped.Append(line[i]);
        }

        return escaped.ToString();
    }

    /// <summary>A code span; empty text has none.</summary>
    public static Markup Code(string text)
    {
        var line = InertText.Line(text);
        if (line.Length == 0) return new("");
        var ticks = new string('`', LongestRun(line) + 1);
        var pad = line[0] is '`' or ' ' || line[^1] is '`' or ' ' ? " " : "";
        return new($"{ticks}{pad}{line}{pad}{ticks}");
    }

    /// <summary>A fenced block whose fence is longer than any run of backticks in it.</summary>
    /// <param name="info">The language, one of ours and never submitted.</param>
    public static Markup Fence(string text, string info)
    {
        var block = InertText.Block(text);
        var fence = new string('`', Math.Max(3, LongestRun(block) + 1));
        return new($"{fence}{info}\n{block}\n{fence}");
    }

    /// <summary>A paragraph that keeps the lines and code pieces of <see cref="Prose"/>.</summary>
    public static Markup Paragraph(string text) => new(string.Join("\\\n", Prose.Lines(text).Select(line =>
        string.Concat(Prose.Pieces(line).Select(piece => piece.IsCode ? Code(piece.Text).Text : Escape(piece.Text))))));

    /// <summary>Whether GitHub would notify somebody or link an issue: no backslash keeps it from that, only code does.</summary>
    private static bool Calls(string line, int i) =>
        i + 1 < line.Length && ((line[i] == '@' && char.IsLetterOrDigit(line[i + 1])) || (line[i] == '#' && char.IsAsciiDigit(line[i + 1])));

    private static bool NeedsEscape(string line, int i) => line[i] switch
    {
        '\\' or '*' or '[' or ']' or '<' or '|' or '~' or '$' => true,
        '_' => !(IsWord(line, i - 1) && IsWord(line, i + 1)),
        '&' => i + 1 < line.Length && (line[i + 1] == '#' || char.IsAsciiLetter(line[i + 1])),
        // Without these, GitHub makes links of bare addresses.
        ':' => line.AsSpan(i + 1).StartsWith("//", StringComparison.Ordinal),
        '.' => line.AsSpan(0, i).EndsWith("www", StringComparison.OrdinalIgnoreCase) || EndsListNumber(line, i),
        ')' => EndsListNumber(line, i),
        '#' or '>' or '-' or '+' or '=' => line.AsSpan(0, i).IsWhiteSpace(),
        _ => false,
    };

    private static bool IsWord(string line, int i) => i >= 0 && i < line.Length && char.IsAsciiLetterOrDigit(line[i]);

    private static bool EndsListNumber(string line, int i) =>
        (i + 1 == line.Length || line[i + 1] == ' ') && line.AsSpan(0, i).Trim(' ') is { Length: > 0 and < 10 } number &&
        !number.ContainsAnyExceptInRange('0', '9');

    private static int LongestRun(string text)
    {
        var longest = 0;
        for (int i = 0, run = 0; i < text.Length; i++)
        {
            run = text[i] == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
