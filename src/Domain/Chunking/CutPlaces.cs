using Claudit.Code;
using Claudit.Code.Lexing;
using Claudit.Code.Syntax;
using Claudit.Submissions;

namespace Claudit.Chunking;

/// <summary>Where a file can be cut, before one of its lines, and how much that tears apart.</summary>
internal sealed class CutPlaces
{
    /// <summary>Before this line there is no place to cut: it begins inside a string or a comment.</summary>
    public const int Never = int.MaxValue;

    // More than all else together, so that a function is cut only where nothing around it can be.
    private const int Level = 16;

    private const int InStatement = 7;
    private const int FromItsComment = 5;
    private const int BeforeBlank = 2;
    private const int WithoutBlank = 1;
    private const int SpacesOfLevel = 4;

    private readonly int[] _costs;
    private readonly bool[] _isInside;

    /// <summary>Takes time linear to the text.</summary>
    public CutPlaces(SourceFile file, LineMap lines)
    {
        _costs = Lexer.Lex(file, tokens => Costs(file, lines, tokens), out _);
        var tree = SyntaxTree.Parse(file);
        if (tree.IsModelled)
        {
            _isInside = new bool[lines.Count];
            Mark(tree.Root.Statements, file.Text, lines);
        }
        else
        {
            _isInside = [.. _costs.Select(cost => cost >= Level)];
        }
    }

    /// <summary>The lines of the file.</summary>
    public int Count => _costs.Length;

    /// <summary>What a cut before this line costs, which is counted from 0.</summary>
    public int CostBefore(int line) => _costs[line];

    /// <summary>Whether a cut before this line, counted from 0, goes through a function or a statement.</summary>
    public bool TearsBefore(int line) => _isInside[line];

    /// <summary>A type may be cut between its members, anything else is one piece.</summary>
    private void Mark(IEnumerable<Statement> statements, string text, LineMap lines)
    {
        foreach (var statement in statements)
        {
            if (statement is TypeStatement type) Mark(type.Members, text, lines);
            else if (statement is Block block) Mark(block.Statements, text, lines);
            else MarkInside(new TextSpan(statement.Span.Start, statement.Span.Start + text.AsSpan(statement.Span.Start, statement.Span.Length).TrimEnd().Length), lines);
        }
    }

    private void MarkInside(TextSpan span, LineMap lines)
    {
        var range = lines.LinesOf(span);
        _isInside.AsSpan(range.First, range.Last - range.First).Fill(true);
    }

    private static int[] Costs(SourceFile file, LineMap lines, ReadOnlySpan<Token> tokens)
    {
        var costs = new int[lines.Count];
        var isBlank = new bool[lines.Count];
        var isIndented = file.Language is Language.Python or Language.Yaml;
        var (next, depth, templates) = (0, 0, 0);
        var before = Line.Blank;
        for (var line = 1; line <= lines.Count; line++)
        {
            var span = lines.SpanOf(new LineRange(line, line));
            var isInside = templates > 0 || (next > 0 && tokens[next - 1].End > span.Start);
            var (levels, kind, first) = (depth, Line.Blank, default(Token?));
            for (; next < tokens.Length && tokens[next].Start < span.End; next++)
            {
                var token = tokens[next];
                if (token.Kind is TokenKind.Whitespace or TokenKind.NewLine) continue;
                if (first is null) (first, kind) = (token, KindOf(token, file.Text));
                depth = Math.Max(0, depth + DepthOf(token, file.Text));
                templates += token.Kind == TokenKind.TemplateStart ? 1 : token.Kind == TokenKind.TemplateEnd ? -1 : 0;
            }

            if (isIndented && first is { } indented) levels += (indented.Start - span.Start) / SpacesOfLevel;
            costs[line - 1] = isInside ? Never
                : Level * levels
                + (first is { } begins && Continues(begins, file.Text) ? InStatement : 0)
                + (before == Line.Comment ? FromItsComment : 0)
                + (before == Line.Blank ? 0 : WithoutBlank);
            isBlank[line - 1] = kind == Line.Blank;
            before = isInside && kind == Line.Blank ? Line.Code : kind;
        }

        // An empty line belongs to what is behind it.
        for (var line = costs.Length - 2; line >= 0; line--)
            if (costs[line] != Never && costs[line + 1] != Never && isBlank[line])
                costs[line] = costs[line + 1] + BeforeBlank;
        return costs;
    }

    private static Line KindOf(Token first, string text) =>
        first.Kind == TokenKind.Comment || text[first.Start] == '@' || (text[first.Start] == '[' && first.Length == 1) ? Line.Comment : Line.Code;

    private static int DepthOf(Token token, string text) => token.Kind switch
    {
        TokenKind.HoleStart => 1,
        TokenKind.HoleEnd => -1,
        TokenKind.Punctuation when token.Length == 1 => text[token.Start] switch
        {
            '(' or '[' or '{' => 1,
            ')' or ']' or '}' => -1,
            _ => 0,
        },
        _ => 0,
    };

    /// <summary>Whether a line goes on with what the line before it began: an operator, a closing bracket, <c>else</c>.</summary>
    private static bool Continues(Token first, string text) => first.Kind switch
    {
        TokenKind.Punctuation => text[first.Start] is not ('{' or '[' or '(' or '@' or '<' or '-' or '*' or '#'),
        TokenKind.Keyword => text.AsSpan(first.Start, first.Length) is "else" or "catch" or "finally" or "except" or "elif" or "while" or "where",
        _ => false,
    };

    private enum Line
    {
        Blank,
        Comment,
        Code,
    }
}
