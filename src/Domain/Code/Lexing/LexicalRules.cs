using System.Collections.Immutable;

namespace Claudit.Code.Lexing;

/// <param name="Nests">Whether a comment inside a comment has to close first.</param>
internal readonly record struct BlockComment(string Open, string Close, bool Nests);

/// <summary>Text that another program replaces before the language sees it; a whole one is an identifier.</summary>
/// <param name="Close">Where it ends, on the same line; empty when it is only <paramref name="Open"/> and no word goes on there.</param>
/// <param name="Named">Whether only a name stands in it; else anything does, and an unclosed one is <see cref="TokenKind.Other"/>.</param>
internal readonly record struct Placeholder(string Open, string Close, bool Named);

/// <summary>What the lexer has to know about a language, as it is written down; <see cref="Lexicon"/> makes tables of it.</summary>
internal sealed record LexicalRules
{
    public ImmutableArray<string> Keywords { get; init; } = [];

    /// <summary>Whether keywords are the same in either case.</summary>
    public bool KeywordsIgnoreCase { get; init; }

    /// <summary>Keywords that are values, so that an operator follows them and no operand.</summary>
    public ImmutableArray<string> ValueKeywords { get; init; } = [];

    public ImmutableArray<string> LineComments { get; init; } = [];

    public ImmutableArray<BlockComment> BlockComments { get; init; } = [];

    public ImmutableArray<StringForm> Strings { get; init; } = [];

    public ImmutableArray<Placeholder> Placeholders { get; init; } = [];

    /// <summary>Characters of identifiers beside letters and digits.</summary>
    public string WordCharacters { get; init; } = "_";

    /// <summary>Characters of identifiers after their first.</summary>
    public string WordPartCharacters { get; init; } = "";

    /// <summary>What begins an identifier when a letter follows: <c>@class</c>, <c>#field</c>.</summary>
    public ImmutableArray<string> Sigils { get; init; } = [];

    /// <summary>Whether a digit may follow a sigil: <c>$1</c>.</summary>
    public bool SigilsTakeDigits { get; init; }

    /// <summary>Operators of two characters and more.</summary>
    public ImmutableArray<string> Operators { get; init; } = [];

    /// <summary>Operators and punctuation marks of one character.</summary>
    public string Marks { get; init; } = "";

    /// <summary>Whether <c>1.</c> is a number.</summary>
    public bool NumbersEndInDot { get; init; }

    /// <summary>Whether <c>.5</c> is a number.</summary>
    public bool NumbersBeginWithDot { get; init; }

    public bool RegexLiterals { get; init; }

    /// <summary>Whether the line and paragraph separators of Unicode end a line comment, and with it hide nothing.</summary>
    public bool SeparatorsEndLines { get; init; }

    /// <summary>Whether an element, as JSX has them, is an operand.</summary>
    public bool Markup { get; init; }

    /// <summary>Whether <c>$tag$ … $tag$</c> is a string.</summary>
    public bool DollarQuotes { get; init; }

    /// <summary>Whether <c>#!</c> at the start of the text takes the first line.</summary>
    public bool Hashbang { get; init; }

    /// <summary>Whether a line that begins with <c>#</c> is for a preprocessor.</summary>
    public bool PreprocessorLines { get; init; }

    /// <summary>Whether a backslash before a line break makes it white space.</summary>
    public bool BackslashJoinsLines { get; init; }
}
