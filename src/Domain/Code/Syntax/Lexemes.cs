using System.Buffers;
using Claudit.Code.Lexing;

namespace Claudit.Code.Syntax;

/// <summary>The lexemes of a text: its tokens without trivia, with brackets matched and, where indentation counts, with its marks.</summary>
internal sealed class Lexemes : IDisposable
{
    private const string NeverCloses = "a bracket that never closes";

    private readonly string _text;
    private readonly bool _indentation;
    private readonly Stack<int> _open = new();
    private readonly Stack<int> _indents = new([0]);
    private Lexeme[] _lexemes;
    private Obstacle? _unmatched;
    private bool _isConditional;

    private Lexemes(string text, bool indentation, int count)
    {
        _text = text;
        _indentation = indentation;
        _lexemes = ArrayPool<Lexeme>.Shared.Rent(count + 1);
    }

    public int Count { get; private set; }

    /// <summary>The first bracket without its other half; null when each has one, or when a preprocessor may leave it out.</summary>
    public Obstacle? Obstacle => _isConditional ? null : _unmatched;

    public Lexeme this[int index] => _lexemes.AsSpan(0, Count)[index];

    public static Lexemes Of(string text, ReadOnlySpan<Token> tokens, bool indentation)
    {
        var lexemes = new Lexemes(text, indentation, CountOf(tokens));
        lexemes.Read(tokens);
        if (lexemes._open.Count > 0) lexemes.Unmatched(lexemes[lexemes._open.Last()].Start, NeverCloses);
        return lexemes;
    }

    public void Dispose()
    {
        ArrayPool<Lexeme>.Shared.Return(_lexemes);
        (_lexemes, Count) = ([], 0);
    }

    private static int CountOf(ReadOnlySpan<Token> tokens)
    {
        var count = 0;
        foreach (var token in tokens)
        {
            if (!token.IsTrivia) count++;
        }

        return count;
    }

    private void Read(ReadOnlySpan<Token> tokens)
    {
        var broken = false;
        var lineStart = true;
        var column = 0;
        foreach (var token in tokens)
        {
            if (token.IsTrivia)
            {
                if (token.Kind == TokenKind.NewLine)
                {
                    if (_indentation && _open.Count == 0 && !lineStart) Add(new Lexeme(LexemeKind.LineEnd, token.Start, 0, -1, broken));
                    if (_open.Count == 0) (lineStart, column) = (true, 0);
                    broken = true;
                }
                else if (lineStart && token.Kind == TokenKind.Whitespace)
                {
                    column += Columns(_text.AsSpan(token.Start, token.Length));
                }
                else if (token.Kind == TokenKind.Other && _text[token.Start] == '#')
                {
                    _isConditional = true;
                }

                continue;
            }

            if (lineStart && _indentation && _open.Count == 0) Indent(column, token.Start);
            lineStart = false;
            Add(token, broken);
            broken = false;
        }

        if (_indentation)
        {
            if (!lineStart) Add(new Lexeme(LexemeKind.LineEnd, _text.Length, 0, -1, broken));
            Indent(0, _text.Length);
        }

        Add(new Lexeme(LexemeKind.End, _text.Length, 0, -1, true));
    }

    private void Add(Lexeme lexeme)
    {
        if (Count == _lexemes.Length)
        {
            var larger = ArrayPool<Lexeme>.Shared.Rent(2 * Count);
            _lexemes.CopyTo(larger, 0);
            ArrayPool<Lexeme>.Shared.Return(_lexemes);
            _lexemes = larger;
        }

        _lexemes[Count++] = lexeme;
    }

    private void Add(Token token, bool broken)
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
        var opens = kind is LexemeKind.TemplateStart or LexemeKind.HoleStart || (kind == LexemeKind.Mark && _text[token.Start] is '(' or '[' or '{');
        var closes = kind switch
        {
            LexemeKind.TemplateEnd or LexemeKind.HoleEnd => kind,
            LexemeKind.Mark when _text[token.Start] is ')' or ']' or '}' => kind,
            _ => LexemeKind.End,
        };
        if (opens) _open.Push(Count);
        if (closes != LexemeKind.End) Close(token, closes);
        Add(new Lexeme(kind, token.Start, token.Length, -1, broken));
    }

    /// <summary>A closer matches the innermost bracket of its kind; openers left inside it stay unmatched.</summary>
    private void Close(Token token, LexemeKind kind)
    {
        var wanted = kind switch
        {
            LexemeKind.TemplateEnd => LexemeKind.TemplateStart,
            LexemeKind.HoleEnd => LexemeKind.HoleStart,
            _ => LexemeKind.Mark,
        };
        var bracket = _text[token.Start] switch { ')' => '(', ']' => '[', _ => '{' };
        bool Fits(int index) =>
            _lexemes[index].Kind == wanted && (wanted != LexemeKind.Mark || _text[_lexemes[index].Start] == bracket);

        const int reach = 8;
        var skipped = 0;
        foreach (var index in _open)
        {
            if (Fits(index))
            {
                for (; skipped > 0; skipped--) Unmatched(_lexemes[_open.Pop()].Start, NeverCloses);
                _lexemes[_open.Pop()] = _lexemes[index] with { Match = Count };
                return;
            }

            // A stray closer must not cost the whole stack each time it occurs, nor close what is far outside it.
            if (++skipped == reach) break;
        }

        Unmatched(token.Start, "a bracket that nothing opens");
    }

    private void Unmatched(int start, string what)
    {
        if (_unmatched is null || start < _unmatched.Offset) _unmatched = new Obstacle(start, what);
    }

    private void Indent(int column, int offset)
    {
        if (column > _indents.Peek())
        {
            _indents.Push(column);
            Add(new Lexeme(LexemeKind.Indent, offset, 0, -1, true));
            return;
        }

        while (column < _indents.Peek())
        {
            _indents.Pop();
            // A block ends with its last line, not where the next one begins.
            Add(new Lexeme(LexemeKind.Dedent, _lexemes[Count - 1].Start, 0, -1, true));
        }
    }

    private static int Columns(ReadOnlySpan<char> space)
    {
        var columns = 0;
        foreach (var character in space) columns = character == '\t' ? (columns / 8 + 1) * 8 : columns + 1;
        return columns;
    }
}
