using System.Collections.Immutable;
using Claudit.Code.Lexing;
using Claudit.Submissions;

namespace Claudit.Code.Syntax;

/// <summary>One file's program: its statements, and where its lines are.</summary>
/// <param name="IsModelled">Whether the language has a parser; without one there are no statements.</param>
public sealed record SyntaxTree(SourceFile File, LineMap Lines, ImmutableArray<Token> Tokens, Block Root, bool IsModelled)
{
    /// <summary>Reads any text in any language; never throws, in time linear to the text.</summary>
    public static SyntaxTree Parse(SourceFile file)
    {
        var tokens = Lexer.Lex(file.Text, file.Language);
        var root = Parser.For(file, tokens.AsSpan())?.ParseAll();
        return new SyntaxTree(file, new LineMap(file.Text), tokens, root ?? new Block(default, []), root is not null);
    }
}
