using Claudit.Code.Lexing;
using Claudit.Submissions;

namespace Claudit.Code.Syntax;

/// <summary>One file's program: its statements, and where its lines are.</summary>
/// <param name="IsModelled">Whether the language has a parser; without one there are no statements.</param>
/// <param name="Obstacle">The first thing that keeps it from being read whole; null when it was.</param>
public sealed record SyntaxTree(SourceFile File, LineMap Lines, Block Root, bool IsModelled, Obstacle? Obstacle)
{
    /// <summary>Reads any text in any language; never throws, in time linear to the text.</summary>
    public static SyntaxTree Parse(SourceFile file)
    {
        using var parser = Lexer.Lex(file, tokens => Parser.For(file, tokens), out var unclosed);
        var root = parser?.ParseAll();
        return new SyntaxTree(file, new LineMap(file.Text), root ?? new Block(default, []), root is not null, unclosed ?? parser?.Obstacle);
    }
}
