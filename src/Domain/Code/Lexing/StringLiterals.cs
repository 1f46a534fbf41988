using System.Globalization;
using System.Text;
using Claudit.Submissions;

namespace Claudit.Code.Lexing;

/// <summary>What string literals stand for.</summary>
internal static class StringLiterals
{
    /// <summary>
    /// The characters that a <see cref="TokenKind.String"/> token stands for: without prefix and delimiters, escapes resolved. A quoted SQL
    /// name gives the name. Of a raw C# string over several lines the indentation stays.
    /// </summary>
    public static string Content(ReadOnlySpan<char> literal, Language language)
    {
        if (FormOf(literal, language) is not { } form) return DollarQuoted(literal).ToString();

        var quotes = form.Count;
        var body = literal[form.Opener.Length..];
        if (form.Fenced)
        {
            var more = body.Length - body.TrimStart(form.Open).Length;
            quotes += more;
            body = body[more..];
        }

        if (body.EndsWith(new string(form.Close, quotes))) body = body[..^quotes];
        if (form.Fenced) body = Inner(body);
        return Resolve(body, form, language);
    }

    /// <summary>The characters that a <see cref="TokenKind.TemplateText"/> token stands for.</summary>
    /// <param name="opening">The <see cref="TokenKind.TemplateStart"/> token of its string.</param>
    public static string TemplateContent(ReadOnlySpan<char> piece, ReadOnlySpan<char> opening, Language language) =>
        FormOf(opening, language) is { } form ? Resolve(piece, form, language) : piece.ToString();

    private static StringForm? FormOf(ReadOnlySpan<char> literal, Language language)
    {
        if (literal.IsEmpty) return null;
        foreach (var opener in Lexer.LexiconOf(language).OpenersAt(literal[0]))
            if (opener is StringOpener { Form: var form } && opener.Begins(literal)) return form;
        return null;
    }

    private static ReadOnlySpan<char> DollarQuoted(ReadOnlySpan<char> literal)
    {
        if (literal.IsEmpty || literal[0] != '$' || literal[1..].IndexOf('$') is var end && end < 0) return literal;
        var tag = literal[..(end + 2)];
        var body = literal[tag.Length..];
        return body.EndsWith(tag) ? body[..^tag.Length] : body;
    }

    /// <summary>A raw string's lines without the line breaks next to its delimiters.</summary>
    private static ReadOnlySpan<char> Inner(ReadOnlySpan<char> body)
    {
        var first = body.IndexOfAny('\r', '\n');
        if (first < 0) return body;
        var last = body.LastIndexOfAny('\r', '\n');
        if (body[last] == '\n' && last > first && body[last - 1] == '\r') last--;
        first += body[first..].StartsWith("\r\n") ? 2 : 1;
        return first < last ? body[first..last] : [];
    }

    private static string Resolve(ReadOnlySpan<char> body, StringForm form, Language language)
    {
        var doubled = form.Escaping == Escaping.Doubled ? form.Close : '\0';
        var braces = form.Holes is HoleStyle.Python or HoleStyle.CSharp && !form.Fenced;
        var backslash = form is { Escaping: Escaping.Backslash, Raw: false };
        if (!(backslash && body.Contains('\\')) && !(doubled != '\0' && body.Contains(doubled)) && !(braces && body.ContainsAny('{', '}')))
            return body.ToString();

        var content = new StringBuilder(body.Length);
        for (var i = 0; i < body.Length; i++)
        {
            var c = body[i];
            var next = i + 1 < body.Length ? body[i + 1] : '\0';
            if (c == '\\' && backslash && next != '\0') i += Unescape(body[(i + 1)..], language, content);
            else
            {
                content.Append(c);
                if (c == next && ((c == doubled && doubled != '\0') || (braces && c is '{' or '}'))) i++;
            }
        }

        return content.ToString();
    }

    /// <returns>How many characters after the backslash belong to the escape.</returns>
    private static int Unescape(ReadOnlySpan<char> escape, Language language, StringBuilder content)
    {
        var simple = escape[0] switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\b',
            'f' => '\f',
            'v' => '\v',
            'a' when language is Language.Python or Language.CSharp => '\a',
            _ => '\0',
        };
        switch (escape[0])
        {
            case not '\0' when simple != '\0':
                content.Append(simple);
                return 1;
            case '\r' or '\n':
                return escape.StartsWith("\r\n") ? 2 : 1;
            case 'u' when escape.Length > 2 && escape[1] == '{':
                return Code(escape, 2, 6, '}', content);
            case 'u':
                return Code(escape, 1, 4, null, content);
            case 'U':
                return Code(escape, 1, 8, null, content);
            case 'x':
                return Code(escape, 1, language == Language.CSharp ? 4 : 2, null, content);
            case '0' when escape.Length == 1 || !char.IsAsciiDigit(escape[1]):
                content.Append('\0');
                return 1;
            // Python keeps a backslash that escapes nothing.
            case not ('\\' or '\'' or '"') when language == Language.Python:
                content.Append('\\').Append(escape[0]);
                return 1;
            default:
                content.Append(escape[0]);
                return 1;
        }
    }

    /// <summary>A character by its hexadecimal code; as written when that is none.</summary>
    private static int Code(ReadOnlySpan<char> escape, int start, int most, char? close, StringBuilder content)
    {
        var end = start;
        while (end < escape.Length && end - start < most && char.IsAsciiHexDigit(escape[end])) end++;
        var closed = close is null || (end < escape.Length && escape[end] == close);
        if (closed && uint.TryParse(escape[start..end], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && code <= 0x10FFFF)
        {
            if (code <= char.MaxValue) content.Append((char)code);
            else content.Append(char.ConvertFromUtf32((int)code));
            return close is null ? end : end + 1;
        }

        content.Append(escape[0]);
        return 1;
    }
}
