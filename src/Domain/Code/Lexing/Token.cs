namespace Claudit.Code.Lexing;

/// <summary>What a token is. Every character of a text belongs to exactly one token.</summary>
public enum TokenKind : byte
{
    /// <summary>Spaces and tabs, and whatever a language takes for them.</summary>
    Whitespace,

    /// <summary>One line break: LF, CR LF or CR.</summary>
    NewLine,

    /// <summary>A whole comment; a line comment ends before its line break.</summary>
    Comment,

    /// <summary>A name with its sigil or quotes: <c>@class</c>, <c>#field</c>; in SQL also <c>[Usage Events]</c>, <c>:id</c>, <c>$1</c>.</summary>
    Identifier,

    /// <summary>A word that the grammar reserves, but for one right after a dot, which is a member's name.</summary>
    Keyword,

    Number,

    /// <summary>A whole string or character literal without interpolation, delimiters and prefix included.</summary>
    String,

    /// <summary>The opening delimiter of a string with interpolation, prefix included: <c>`</c>, <c>f"</c>, <c>$@"</c>.</summary>
    TemplateStart,

    /// <summary>Characters of such a string between its delimiters and holes.</summary>
    TemplateText,

    /// <summary>
    /// Opens a hole in such a string or in an element: <c>${</c>, <c>{</c> or as many braces as the string wants. The tokens of its expression follow.
    /// </summary>
    HoleStart,

    /// <summary>A hole's format or alignment up to its end or the next hole in it: <c>:N2</c>, <c>!r:&gt;4</c>, <c>=</c>, <c>,10</c>.</summary>
    HoleFormat,

    /// <summary>Closes a hole: <c>}</c>.</summary>
    HoleEnd,

    /// <summary>The closing delimiter of a string with interpolation; an unclosed one has none, and its open holes no <see cref="HoleEnd"/>.</summary>
    TemplateEnd,

    Regex,

    /// <summary>Text of an element between its tags and holes.</summary>
    MarkupText,

    /// <summary>An operator or punctuation mark, the longest that the language has: <c>?.</c>, <c>=&gt;</c>, <c>**=</c>.</summary>
    Punctuation,

    /// <summary>A preprocessor line, a shebang, or a character that the language has no use for.</summary>
    Other,
}

/// <summary>A piece of a text.</summary>
/// <param name="Start">Zero-based UTF-16 offset.</param>
/// <param name="Length">At least 1.</param>
public readonly record struct Token(TokenKind Kind, int Start, int Length)
{
    public int End => Start + Length;

    public TextSpan Span => new(Start, End);

    /// <summary>Whether a parser has to look at it.</summary>
    public bool IsTrivia => Kind is TokenKind.Whitespace or TokenKind.NewLine or TokenKind.Comment or TokenKind.MarkupText or TokenKind.Other;
}
