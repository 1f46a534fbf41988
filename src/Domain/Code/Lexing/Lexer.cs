using System.Collections.Frozen;
using System.Collections.Immutable;
using Claudit.Submissions;

namespace Claudit.Code.Lexing;

/// <summary>
/// Cuts source text into tokens. Any text will do: what a language cannot read becomes <see cref="TokenKind.Other"/>, an unclosed string
/// ends with its line (with the text, when it may span lines) and an unclosed comment with the text; the first such thing is reported.
/// Takes time linear in the text.
/// </summary>
public static class Lexer
{
    private static readonly Lexicon Text = new(TextLexicon.Rules);

    private static readonly Lexicon TypeScriptWithoutMarkup = new(JavaScriptLexicon.TypeScriptWithoutMarkup);

    private static readonly FrozenDictionary<Language, Lexicon> Lexicons = new Dictionary<Language, Lexicon>
    {
        [Language.Text] = Text,
        [Language.JavaScript] = new(JavaScriptLexicon.JavaScript),
        [Language.TypeScript] = new(JavaScriptLexicon.TypeScript),
        [Language.Python] = new(PythonLexicon.Rules),
        [Language.CSharp] = new(CSharpLexicon.Rules),
        [Language.Sql] = new(SqlLexicon.Rules),
    }.ToFrozenDictionary();

    /// <summary>The tokens of <paramref name="text"/> in order, without gap or overlap; none for an empty text.</summary>
    /// <param name="language">One without tables of its own is read as <see cref="Language.Text"/>.</param>
    public static ImmutableArray<Token> Lex(string text, Language language) => Scanner.Scan(text, LexiconOf(language), out _, out _);

    /// <summary>The tokens of a file, whose name says whether its TypeScript has elements.</summary>
    /// <param name="obstacle">The first thing that opens and never closes; null when there is none.</param>
    public static ImmutableArray<Token> Lex(SourceFile file, out Obstacle? obstacle) => Scanner.Scan(file.Text, LexiconOf(file), out obstacle, out _);

    /// <summary>The same for one who needs the tokens but for a moment, without an array of their own.</summary>
    /// <param name="read">Makes of the tokens what is wanted; they are gone when it returns.</param>
    /// <param name="obstacle">The first thing that opens and never closes; null when there is none.</param>
    internal static T Lex<T>(SourceFile file, Func<ReadOnlySpan<Token>, T> read, out Obstacle? obstacle) =>
        Scanner.Scan(file.Text, LexiconOf(file), read, out obstacle, out _);

    private static Lexicon LexiconOf(SourceFile file) =>
        file.Language == Language.TypeScript && !JavaScriptLexicon.HasMarkup(file.Path) ? TypeScriptWithoutMarkup : LexiconOf(file.Language);

    internal static Lexicon LexiconOf(Language language) => Lexicons.GetValueOrDefault(language, Text);
}
