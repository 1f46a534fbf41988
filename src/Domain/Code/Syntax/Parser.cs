using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Claudit.Code.Lexing;
using Claudit.Submissions;

namespace Claudit.Code.Syntax;

/// <summary>
/// Reads a program that may be broken. It moves forward only, looks ahead at most <see cref="Reach"/> lexemes except to the match of
/// a bracket, and gives up on what is nested too deep: so it ends on any input, in linear time, and never throws.
/// </summary>
internal abstract partial class Parser(string text, Lexemes lexemes) : IDisposable
{
    /// <summary>A parser for a file's language; null where there is none.</summary>
    public static Parser? For(SourceFile file, ReadOnlySpan<Token> tokens)
    {
        if (file.Language is not (Language.JavaScript or Language.TypeScript or Language.Python or Language.CSharp)) return null;
        var lexemes = Lexemes.Of(file.Text, tokens, file.Language == Language.Python);
        Parser parser = file.Language switch
        {
            Language.CSharp => new CSharpParser(file.Text, lexemes),
            Language.Python => new PythonParser(file.Text, lexemes),
            _ => new JavaScriptParser(file.Text, lexemes, !JavaScriptLexicon.HasMarkup(file.Path)),
        };
        parser.Obstacle = lexemes.Obstacle;
        return parser;
    }

    public void Dispose() => lexemes.Dispose();

    public Block ParseAll() => new(new TextSpan(0, Text.Length), StatementsUntil(() => false));

    /// <summary>How far a question such as "is this a generic argument list?" looks.</summary>
    protected const int Reach = 64;

    /// <summary>How deep statements and expressions may be nested in each other.</summary>
    private const int NestingLimit = 120;

    /// <summary>How many links of a chain of conditions are nested in each other.</summary>
    private const int ChainLimit = 32;

    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _names =
        new Dictionary<string, string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private int _at;
    private int _nesting;
    private int _deepest;

    /// <summary>A bracket without its other half, else the place where the program first nests too deep to be followed; null when neither is.</summary>
    public Obstacle? Obstacle { get; private set; }

    /// <summary>How often a lexeme was looked at.</summary>
    internal long Steps { get; private set; }

    protected int At
    {
        get => _at;
        set => _at = value;
    }

    protected Lexeme Current => lexemes[_at];

    protected bool AtEnd => lexemes[_at].Kind == LexemeKind.End;

    protected string Text => text;

    protected Lexeme Peek(int ahead) => lexemes[Math.Min(_at + ahead, lexemes.Count - 1)];

    protected Lexeme LexemeAt(int index) => lexemes[Math.Min(index, lexemes.Count - 1)];

    protected int PreviousEnd => _at == 0 ? 0 : lexemes[_at - 1].End;

    /// <summary>Whether the current lexeme is this keyword, word or mark.</summary>
    protected bool Is(string word) => IsAt(_at, word);

    protected bool IsAt(int index, string word)
    {
        Steps++;
        var lexeme = LexemeAt(index);
        return lexeme.Length == word.Length
            && lexeme.Kind is LexemeKind.Mark or LexemeKind.Keyword or LexemeKind.Name
            && text.AsSpan(lexeme.Start, lexeme.Length).SequenceEqual(word);
    }

    protected ReadOnlySpan<char> Word => text.AsSpan(Current.Start, Current.Length);

    protected bool IsWord => Current.Kind is LexemeKind.Name or LexemeKind.Keyword;

    protected bool IsWordAt(int index) => LexemeAt(index).Kind is LexemeKind.Name or LexemeKind.Keyword;

    protected bool Accept(string word)
    {
        if (!Is(word)) return false;
        _at++;
        return true;
    }

    protected void Skip()
    {
        if (!AtEnd) _at++;
    }

    /// <summary>Moves behind the bracket that matches the current one; behind the current one where none does.</summary>
    protected void SkipBracket()
    {
        if (Current.Match > _at) _at = Current.Match + 1;
        else Skip();
    }

    protected TextSpan From(int start) => new(start, Math.Max(start, PreviousEnd));

    /// <summary>The text from lexeme <paramref name="first"/> up to the current one, without white space, at most 80 characters.</summary>
    protected string TextFrom(int first)
    {
        const int longest = 80;
        Span<char> buffer = stackalloc char[longest];
        var used = 0;
        for (var index = first; index < _at && used < longest; index++)
        {
            var piece = text.AsSpan(lexemes[index].Start, lexemes[index].Length);
            piece = piece[..Math.Min(piece.Length, longest - used)];
            piece.CopyTo(buffer[used..]);
            used += piece.Length;
        }

        return Interned(buffer[..used]);
    }

    protected string Interned(ReadOnlySpan<char> span)
    {
        if (!_names.TryGetValue(span, out var name)) _names[span] = name = span.ToString();
        return name;
    }

    /// <summary>Takes the current word as a name.</summary>
    protected string TakeName()
    {
        var name = Interned(Word);
        _at++;
        return name.Length > 1 && name[0] is '@' or '#' ? name[1..] : name;
    }

    /// <summary>Reads statements until <paramref name="done"/>; each turn moves on, whatever stands there.</summary>
    protected ImmutableArray<Statement> StatementsUntil(Func<bool> done)
    {
        var statements = new List<Statement>();
        while (!AtEnd && !done())
        {
            var before = _at;
            if (NestedStatement() is { } statement) statements.Add(statement);
            if (_at == before) _at++;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(statements.ToArray());
    }

    protected Statement? NestedStatement()
    {
        if (_nesting >= NestingLimit)
        {
            SkipTooDeep();
            return null;
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        _nesting++;
        var statement = ParseStatement();
        _nesting--;
        return statement;
    }

    /// <summary>
    /// Reads <c>if</c> with all of its <c>else if</c>, each nested in the one before it. A long chain is cut into pieces that stand one behind the
    /// other: it is no deeper than the code looks.
    /// </summary>
    protected Statement ParseChain()
    {
        var (start, nesting) = (Current.Start, _nesting);
        var pieces = new List<Statement>();
        var links = new List<(int Start, Expression Condition, Block Then)>();
        int end;
        do
        {
            if (links.Count == ChainLimit)
            {
                pieces.Add(Nest(links, null, links[^1].Then.Span.End));
                links.Clear();
                _nesting = nesting;
            }

            var linkStart = Current.Start;
            Skip();
            links.Add((linkStart, ParseCondition(), ParseBlock()));
            end = PreviousEnd;
            _nesting++;
        }
        while (AcceptElseIf());

        Block? @else = null;
        if (Accept("else"))
        {
            @else = ParseBlock();
            end = PreviousEnd;
        }

        _nesting = nesting;
        pieces.Add(Nest(links, @else, end));
        return pieces.Count == 1 ? pieces[0] : new Block(From(start), [.. pieces]);
    }

    private IfStatement Nest(List<(int Start, Expression Condition, Block Then)> links, Block? @else, int end)
    {
        IfStatement? chain = null;
        for (var i = links.Count - 1; i >= 0; i--)
        {
            var (start, condition, then) = links[i];
            chain = new IfStatement(new TextSpan(start, Math.Max(start, end)), condition, then, chain is null ? @else : AsElse(chain));
        }

        return chain!;
    }

    /// <summary>Reads what has to hold for a branch.</summary>
    protected abstract Expression ParseCondition();

    /// <summary>Reads what a branch does.</summary>
    protected abstract Block ParseBlock();

    /// <summary>Moves to the next <c>if</c> of a chain; false where there is none.</summary>
    protected abstract bool AcceptElseIf();

    /// <summary>The rest of a chain, as what is done where its beginning does not hold.</summary>
    protected abstract Statement AsElse(IfStatement rest);

    private void SkipTooDeep()
    {
        TooDeep(Current.Start);
        SkipBracket();
    }

    private void TooDeep(int offset) => Obstacle ??= Obstacle.TooDeep(offset);

    protected void Hinder(int offset, string what) => Obstacle ??= new Obstacle(offset, what);

    /// <summary>Reads one statement; null when what stands here means nothing.</summary>
    protected abstract Statement? ParseStatement();

    /// <summary>Reads a function's inside, and measures how deep its expressions are.</summary>
    protected Function Inside(Func<Function> read, out int depth)
    {
        if (_nesting >= NestingLimit)
        {
            var start = Current.Start;
            SkipTooDeep();
            depth = 1;
            return new Function(From(start));
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        var outer = _deepest;
        _deepest = 0;
        _nesting++;
        var function = read();
        _nesting--;
        depth = Math.Min(_deepest + 1, Node.DepthLimit);
        _deepest = Math.Max(outer, _deepest);
        return function;
    }

    protected static string Content(ReadOnlySpan<char> literal)
    {
        var first = literal.IndexOfAny('"', '\'', '`');
        if (first < 0) return literal.ToString();
        var quote = literal[first];
        var quotes = 1;
        while (first + quotes < literal.Length && literal[first + quotes] == quote) quotes++;
        if (quotes == 2) return "";
        var last = literal.Length;
        for (var closing = 0; closing < quotes && last > first + quotes && literal[last - 1] == quote; closing++) last--;
        return literal[Math.Min(first + quotes, last)..last].ToString();
    }
}
