using System.Runtime.InteropServices;

namespace Claudit.Code.Syntax;

internal enum LexemeKind : byte
{
    Name,
    Keyword,
    Number,
    String,
    TemplateStart,
    TemplateText,
    HoleStart,
    HoleFormat,
    HoleEnd,
    TemplateEnd,
    Regex,
    Mark,

    /// <summary>Ends a logical line, in languages where lines end statements.</summary>
    LineEnd,
    Indent,
    Dedent,
    End,
}

/// <summary>A token that the grammar speaks of.</summary>
/// <param name="Match">Index of the lexeme that closes the bracket which this one opens; -1 when it opens none or none closes it.</param>
/// <param name="AfterBreak">Whether a line break stands between it and the lexeme before.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Lexeme(LexemeKind Kind, int Start, int Length, int Match, bool AfterBreak)
{
    public int End => Start + Length;
}
