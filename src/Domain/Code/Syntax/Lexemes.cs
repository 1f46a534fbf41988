using Claudit.Code.Lexing;

namespace Claudit.Code.Syntax;

/// <summary>Turns tokens into lexemes: without trivia, with brackets matched and, where indentation counts, with its marks.</summary>
internal static class Lexemes
{
    public static List<Lexeme> Of(string text, ReadOnlySpan<Token> tokens, bool indentation)
    {
        var lexemes = new List<Lexeme>(Count(tokens) + 1);
        var open = new Stack<int>();
        var indents = new Stack<int>([0]);
        var broken = false;
        var lineStart = true;
        var column = 0;
        foreach (var token in tokens)
        {
            if (token.IsTrivia)
            {
                if (token.Kind == TokenKind.NewLine)
                {
                    if (indentation && open.Count == 0 && !lineStart) lexemes.Add(new Lexeme(LexemeKind.LineEnd, token.Start, 0, -1, broken));
                    if (open.Count == 0) (lineStart, column) = (true, 0);
                    broken = true;
                }
                else if (lineStart && token.Kind == TokenKind.Whitespace)
                {
                    column += Columns(text.AsSpan(token.Start, token.Length));
                }

                continue;
            }

            if (lineStart && indentation && open.Count == 0) Indent(lexemes, indents, column, token.Start);
            lineStart = false;
            Add(text, lexemes, open, token, broken, indentation);
            broken = false;
        }

        if (indentation)
        {
            if (!lineStart) lexemes.Add(new Lexeme(LexemeKind.LineEnd, text.Length, 0, -1, broken));
            Indent(lexemes, indents, 0, text.Length);
        }

        lexemes.Add(new Lexeme(LexemeKind.End, text.Length, 0, -1, true));
        return lexemes;
    }

    private static int Count(ReadOnlySpan<Token> tokens)
    {
        var count = 0;
        foreach (var token in tokens)
        {
            if (!token.IsTrivia) count++;
        }

        return count;
    }

    private static void Add(string text, List<Lexeme> lexemes, Stack<int> open, Token token, bool broken, bool indentation)
    {
        var kind = token.Kind switch
        {
            TokenKind.Identifier => LexemeKind.Name,
            TokenKind.Keyword => LexemeKind.Keyword,
            TokenKind.Number => LexemeKind.Number,
            TokenKind.String => LexemeKind.String,
            TokenKind.TemplateStart => LexemeKind.TemplateStart,
            TokenKind.TemplateText => LexemeKind.TemplateText,
            TokenKind.HoleStart => LexemeKind.HoleStart,
            TokenKind.HoleFormat => LexemeKind.HoleFormat,
            TokenKind.HoleEnd => LexemeKind.HoleEnd,
            TokenKind.TemplateEnd => LexemeKind.TemplateEnd,
            TokenKind.Regex => LexemeKind.Regex,
            _ => LexemeKind.Mark,
        };
        var opens = kind is LexemeKind.TemplateStart or LexemeKind.HoleStart || (kind == LexemeKind.Mark && text[token.Start] is '(' or '[' or '{');
        var closes = kind switch
        {
            LexemeKind.TemplateEnd or LexemeKind.HoleEnd => kind,
            LexemeKind.Mark when text[token.Start] is ')' or ']' or '}' => kind,
            _ => LexemeKind.End,
        };
        if (opens) open.Push(lexemes.Count);
        if (closes != LexemeKind.End) Close(text, lexemes, open, token, closes);
        lexemes.Add(new Lexeme(kind, token.Start, token.Length, -1, broken));
    }

    /// <summary>A closer matches the innermost bracket of its kind; openers left inside it stay unmatched.</summary>
    private static void Close(string text, List<Lexeme> lexemes, Stack<int> open, Token token, LexemeKind kind)
    {
        var wanted = kind switch
        {
            LexemeKind.TemplateEnd => LexemeKind.TemplateStart,
            LexemeKind.HoleEnd => LexemeKind.HoleStart,
            _ => LexemeKind.Mark,
        };
        var bracket = text[token.Start] switch { ')' => '(', ']' => '[', _ => '{' };
        bool Fits(int index) =>
            lexemes[index].Kind == wanted && (wanted != LexemeKind.Mark || text[lexemes[index].Start] == bracket);

        const int reach = 8;
        var skipped = 0;
        foreach (var index in open)
        {
            if (Fits(index))
            {
                for (; skipped > 0; skipped--) open.Pop();
                lexemes[open.Pop()] = lexemes[index] with { Match = lexemes.Count };
                return;
            }

            // A stray closer must not cost the whole stack each time it occurs, nor close what is far outside it.
            if (++skipped == reach) return;
        }
    }

    private static void Indent(List<Lexeme> lexemes, Stack<int> indents, int column, int offset)
    {
        if (column > indents.Peek())
        {
            indents.Push(column);
            lexemes.Add(new Lexeme(LexemeKind.Indent, offset, 0, -1, true));
            return;
        }

        while (column < indents.Peek())
        {
            indents.Pop();
            // A block ends with its last line, not where the next one begins.
            lexemes.Add(new Lexeme(LexemeKind.Dedent, lexemes[^1].Start, 0, -1, true));
        }
    }

    private static int Columns(ReadOnlySpan<char> space)
    {
        var columns = 0;
        foreach (var character in space) columns = character == '\t' ? (columns / 8 + 1) * 8 : columns + 1;
        return columns;
    }
}
