using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Claudit.Code.Lexing;

/// <summary>
/// Cuts a text into tokens by the tables of a <see cref="Lexicon"/>. What is open (strings with interpolation, their holes) is on a bounded
/// stack, never on the call stack; past the bound, which is reported, such a string is taken as one without holes. Nothing is looked at more than a
/// fixed number of times: a look ahead either ends in a token or is remembered as fruitless.
/// </summary>
internal ref partial struct Scanner
{
    private const int MostHeads = 1_024;

    /// <summary>PostgreSQL cuts identifiers, and with them the tags of dollar quotes, to this length.</summary>
    private const int LongestDollarTag = 63;

    private readonly ReadOnlySpan<char> _text;
    private readonly Lexicon _lexicon;
    private Token[] _tokens;
    private int _count;
    private int _position;

    /// <summary>The index of the last token that is no trivia; -1 before the first.</summary>
    private int _significant = -1;

    /// <summary>Up to here, which is a line's end, no regular expression closes.</summary>
    private int _noRegexBefore;

    /// <summary>How many round brackets are open.</summary>
    private int _brackets;

    /// <summary>Of those that hold a statement's head, as in <c>if (…)</c>, how many were open before each; innermost last.</summary>
    private int[] _heads = [];

    private int _openHeads;

    /// <summary>The index of the last token that closes such a head.</summary>
    private int _headEnd = -1;

    /// <summary>For the name of an element, where its last closing tag begins; made when first wanted.</summary>
    private Dictionary<string, int>? _lastClosingTags;

    private Frame[] _frames = [];
    private int _depth;
    private Obstacle? _obstacle;
    private long _steps;

    private Scanner(ReadOnlySpan<char> text, Lexicon lexicon)
    {
        _text = text;
        _lexicon = lexicon;
        _tokens = ArrayPool<Token>.Shared.Rent(text.Length / 4 + 16);
    }

    /// <param name="obstacle">The first thing that opens and never closes; null when there is none.</param>
    /// <param name="steps">How many characters were looked at, once for each look, plus one for each token.</param>
    public static ImmutableArray<Token> Scan(ReadOnlySpan<char> text, Lexicon lexicon, out Obstacle? obstacle, out long steps) =>
        Scan(text, lexicon, static tokens => ImmutableArray.Create(tokens), out obstacle, out steps);

    /// <param name="read">Makes of the tokens what is wanted; they are gone when it returns.</param>
    /// <param name="obstacle">The first thing that opens and never closes; null when there is none.</param>
    /// <param name="steps">How many characters were looked at, once for each look, plus one for each token.</param>
    public static T Scan<T>(ReadOnlySpan<char> text, Lexicon lexicon, Func<ReadOnlySpan<Token>, T> read, out Obstacle? obstacle, out long steps)
    {
        var scanner = new Scanner(text, lexicon);
        try
        {
            scanner.Run();
            obstacle = scanner._obstacle;
            steps = scanner._steps;
            return read(scanner._tokens.AsSpan(0, scanner._count));
        }
        finally
        {
            ArrayPool<Token>.Shared.Return(scanner._tokens);
        }
    }

    private void Run()
    {
        while (_position < _text.Length)
        {
            _steps++;
            switch (_depth > 0 ? _frames[_depth - 1].Part : FramePart.Hole)
            {
                case FramePart.Hole:
                    ScanCode();
                    break;
                case FramePart.Tag:
                    ScanTag();
                    break;
                case FramePart.Children:
                    ScanChildren();
                    break;
                default:
                    ScanStringPart();
                    break;
            }
        }

        if (_depth > 0) NeverCloses(_frames[0].Start, _frames[0].Opener.Kind == OpenerKind.Element ? "an element" : "a string");
    }

    private void TooDeep(int start) => _obstacle ??= Obstacle.TooDeep(start);

    private void NeverCloses(int start, string what)
    {
        if (_obstacle is null || start < _obstacle.Offset) _obstacle = new Obstacle(start, $"{what} that never closes");
    }

    private void ScanCode()
    {
        var c = _text[_position];
        switch (_lexicon.ClassOf(c))
        {
            case CharacterClass.Space:
                ScanSpace();
                break;
            case CharacterClass.LineBreak:
                ScanLineBreak();
                break;
            case CharacterClass.Word:
                ScanWord(_position);
                break;
            case CharacterClass.Digit:
                ScanNumber();
                break;
            case CharacterClass.Mark:
                ScanOperator(c);
                break;
            case CharacterClass.Opener:
                foreach (var opener in _lexicon.OpenersAt(c))
                    if (opener.Begins(_text[_position..]) && TryOpen(opener)) return;
                ScanOperator(c);
                break;
            case CharacterClass.BeyondAscii:
                ScanBeyondAscii(c);
                break;
            default:
                Emit(TokenKind.Other, _position + 1);
                break;
        }
    }

    private bool TryOpen(Opener opener)
    {
        switch (opener.Kind)
        {
            case OpenerKind.LineComment:
                Emit(TokenKind.Comment, LineCommentEnd());
                return true;
            case OpenerKind.BlockComment:
                Emit(TokenKind.Comment, BlockCommentEnd(opener));
                return true;
            case OpenerKind.String:
                return TryOpenString((StringOpener)opener);
            case OpenerKind.Element:
                return ElementMayBegin && TryOpenElement((StringOpener)opener);
            case OpenerKind.Placeholder:
                ScanPlaceholder(opener);
                return true;
            case OpenerKind.NamedPlaceholder:
                return TryNamedPlaceholder(opener);
            case OpenerKind.DollarQuote:
                return TryDollarQuote();
            case OpenerKind.Sigil:
                return TrySigil(opener.Text.Length);
            case OpenerKind.Regex:
                return TryRegex();
            case OpenerKind.Hashbang:
                if (_position > 1 || (_position == 1 && _text[0] != '\uFEFF')) return false;
                Emit(TokenKind.Other, LineEnd(_position));
                return true;
            case OpenerKind.PreprocessorLine:
                if (!AtLineStart) return false;
                ScanDirective();
                return true;
            case OpenerKind.LineJoin:
                if (At(_position + 1) is not ('\n' or '\r')) return false;
                Emit(TokenKind.Whitespace, AfterLineBreak(_position + 1));
                return true;
            default:
                if (!char.IsAsciiDigit(At(_position + 1))) return false;
                ScanNumber();
                return true;
        }
    }

    private void ScanSpace()
    {
        var end = _position + 1;
        while (end < _text.Length && _text[end] == ' ') end++;
        while (end < _text.Length && (_lexicon.ClassOf(_text[end]) == CharacterClass.Space || IsSpaceBeyondAscii(_text[end]))) end++;
        Emit(TokenKind.Whitespace, end);
    }

    private void ScanLineBreak()
    {
        EndStringsAtLineBreak();
        Emit(TokenKind.NewLine, AfterLineBreak(_position));
    }

    /// <param name="first">Where the word's letters begin, after its sigil.</param>
    private void ScanWord(int first)
    {
        var end = WordEnd(first);
        var word = _text[_position..end];
        if (word.Length <= _lexicon.LongestPrefix && end < _text.Length && _lexicon.IsQuote(_text[end]))
        {
            foreach (var opener in _lexicon.OpenersAt(word[0]))
                if (opener is StringOpener && opener.Text.Length > word.Length && opener.Begins(_text[_position..]) && TryOpen(opener)) return;
        }

        Emit(_lexicon.IsKeyword(word) && !FollowsDot ? TokenKind.Keyword : TokenKind.Identifier, end);
    }

    private void ScanNumber()
    {
        var end = _position;
        var based = _text[end] == '0' && (At(end + 1) | 0x20) is 'x' or 'b' or 'o';
        var wantsDot = !based;
        for (; end < _text.Length; end++)
        {
            var c = _text[end];
            if (char.IsAsciiLetterOrDigit(c) || c == '_') continue;
            if (c == '.' && wantsDot && (char.IsAsciiDigit(At(end + 1)) || (_lexicon.Rules.NumbersEndInDot && EndsNumberAsDot(end))))
                wantsDot = false;
            else if (based || c is not ('+' or '-') || (_text[end - 1] | 0x20) != 'e' || !char.IsAsciiDigit(At(end + 1)))
                break;
        }

        Emit(TokenKind.Number, end);
    }

    private readonly bool EndsNumberAsDot(int dot) => At(dot + 1) != '.' && WordPartAt(dot + 1) == 0;

    private void ScanOperator(char c)
    {
        if (_depth > 0 && _frames[_depth - 1].Part == FramePart.Hole && TryHoleMark(c)) return;
        var length = _lexicon.OperatorLength(_text[_position..]);
        if (_lexicon.Rules.RegexLiterals && c is '(' or ')') CountBracket(c);
        // In `a?.5:b` the dot belongs to the number.
        if (length == 2 && c == '?' && _text[_position + 1] == '.' && char.IsAsciiDigit(At(_position + 2))) length = 1;
        Emit(length > 0 ? TokenKind.Punctuation : TokenKind.Other, _position + Math.Max(1, length));
    }

    /// <summary>Where more heads are open in each other than anyone writes, the innermost are taken for others.</summary>
    private void CountBracket(char c)
    {
        if (c == '(')
        {
            if (_openHeads < MostHeads && BeginsHead)
            {
                if (_openHeads == _heads.Length) Array.Resize(ref _heads, Math.Max(8, _openHeads * 2));
                _heads[_openHeads++] = _brackets;
            }

            _brackets++;
            return;
        }

        if (_brackets > 0) _brackets--;
        if (_openHeads == 0 || _heads[_openHeads - 1] < _brackets) return;
        _openHeads--;
        _headEnd = _count;
    }

    private readonly bool BeginsHead =>
        _significant >= 0 && _tokens[_significant] is { Kind: TokenKind.Keyword } before
        && _text.Slice(before.Start, before.Length) is "if" or "while" or "for" or "with";

    private void ScanBeyondAscii(char c)
    {
        if (IsSpaceBeyondAscii(c)) ScanSpace();
        else if (WordPartAt(_position) > 0) ScanWord(_position);
        else Emit(TokenKind.Other, _position + (char.IsHighSurrogate(c) && char.IsLowSurrogate(At(_position + 1)) ? 2 : 1));
    }

    private readonly int LineCommentEnd()
    {
        var end = LineEnd(_position);
        if (!_lexicon.Rules.SeparatorsEndLines) return end;
        var length = _text[_position..end].IndexOfAny('\u2028', '\u2029');
        return length < 0 ? end : _position + length;
    }

    private int BlockCommentEnd(Opener opener)
    {
        var end = _position + opener.Text.Length;
        for (var depth = 1; depth > 0;)
        {
            var rest = _text[end..];
            var next = opener.Nests ? rest.IndexOfAny(opener.Text[0], opener.Close[0]) : rest.IndexOf(opener.Close);
            if (next < 0)
            {
                NeverCloses(_position, "a comment");
                return _text.Length;
            }

            _steps++;
            end += next;
            if (rest[next..].StartsWith(opener.Close)) (depth, end) = (depth - 1, end + opener.Close.Length);
            else if (rest[next..].StartsWith(opener.Text)) (depth, end) = (depth + 1, end + opener.Text.Length);
            else end++;
        }

        return end;
    }

    /// <summary>What stands behind <c>#if false</c> is no code, and often prose.</summary>
    private void ScanDirective()
    {
        var start = _position;
        var end = LineEnd(start);
        var never = DirectiveAt(start) is "if" && IsNever(_text[start..end]);
        Emit(TokenKind.Other, end);
        if (!never || end == _text.Length) return;
        Emit(TokenKind.NewLine, AfterLineBreak(end));
        end = NeverEnd(start);
        if (end > _position) Emit(TokenKind.Comment, end);
    }

    private static bool IsNever(ReadOnlySpan<char> line)
    {
        var comment = line.IndexOf("//", StringComparison.Ordinal);
        if (comment >= 0) line = line[..comment];
        return line[(line.IndexOf("if", StringComparison.Ordinal) + 2)..].Trim() is "false" or "0";
    }

    /// <summary>Where the line ends before the directive that ends what is never compiled.</summary>
    private int NeverEnd(int start)
    {
        var (depth, end) = (0, _position);
        for (var line = _position; ;)
        {
            switch (DirectiveAt(line))
            {
                case "if":
                    depth++;
                    break;
                case "else" or "elif" or "endif" when depth == 0:
                    return end;
                case "endif":
                    depth--;
                    break;
            }

            end = LineEnd(line);
            if (end == _text.Length)
            {
                NeverCloses(start, "an #if");
                return end;
            }

            line = AfterLineBreak(end);
        }
    }

    /// <summary>The word behind the mark with which the line begins; empty where it begins with something else.</summary>
    private ReadOnlySpan<char> DirectiveAt(int line)
    {
        var mark = AfterBlanks(line);
        if (At(mark) != '#') return [];
        var word = AfterBlanks(mark + 1);
        return _text[word.._lexicon.AsciiWordEnd(_text, word)];
    }

    private void ScanPlaceholder(Opener opener)
    {
        var length = _text[_position..].IndexOfAny(opener.Close[0], '\r', '\n');
        var end = length < 0 ? _text.Length : _position + length;
        if (At(end) == opener.Close[0]) Emit(TokenKind.Identifier, end + opener.Close.Length);
        else Emit(TokenKind.Other, end);
    }

    private bool TryNamedPlaceholder(Opener opener)
    {
        var name = _position + opener.Text.Length;
        var end = WordEnd(name);
        _steps += end - name;
        var empty = opener.Close.Length == 0;
        if ((end > name) == empty || !_text[end..].StartsWith(opener.Close) || (empty && FollowsOperandDirectly)) return false;
        Emit(TokenKind.Identifier, end + opener.Close.Length);
        return true;
    }

    private bool TryDollarQuote()
    {
        var end = _position + 1;
        if (char.IsAsciiDigit(At(end))) return false;
        while (end - _position <= LongestDollarTag && (char.IsAsciiLetterOrDigit(At(end)) || At(end) == '_')) end++;
        _steps += end - _position;
        if (At(end) != '$') return false;
        end++;
        var tag = _text[_position..end];
        var length = _text[end..].IndexOf(tag);
        if (length < 0) NeverCloses(_position, "a string");
        Emit(TokenKind.String, length < 0 ? _text.Length : end + length + tag.Length);
        return true;
    }

    private bool TrySigil(int length)
    {
        var first = _position + length;
        if (WordPartAt(first) == 0 || (!_lexicon.Rules.SigilsTakeDigits && char.IsAsciiDigit(_text[first]))) return false;
        ScanWord(first);
        return true;
    }

    private bool TryRegex()
    {
        if (_position < _noRegexBefore || !RegexMayBegin) return false;
        var inSet = false;
        for (var end = _position + 1; ; end++)
        {
            _steps++;
            var c = At(end);
            if (c == '\\') c = At(++end);
            else if (c == '[') inSet = true;
            else if (c == ']') inSet = false;
            else if (c == '/' && !inSet)
            {
                Emit(TokenKind.Regex, WordEnd(end + 1));
                return true;
            }

            if (c is '\n' or '\r' || end >= _text.Length)
            {
                _noRegexBefore = end;
                return false;
            }
        }
    }

    /// <summary>Whether an operand may stand here, so that a slash does not divide.</summary>
    private readonly bool RegexMayBegin
    {
        get
        {
            if (_significant < 0) return true;
            var before = _tokens[_significant];
            var text = _text.Slice(before.Start, before.Length);
            var next = At(_position + 1);
            return before.Kind switch
            {
                TokenKind.HoleStart => true,
                TokenKind.Keyword => !_lexicon.IsValueKeyword(text),
                TokenKind.Punctuation => text switch
                {
                    ")" => _significant == _headEnd,
                    "]" or "++" or "--" => false,
                    // A block's end rather than an object's, unless it looks like `} / 2`, `} /= 2` or JSX's `} />`.
                    "}" => next is not (' ' or '\t' or '=' or '>'),
                    // JSX: `</div>`.
                    "<" => before.End != _position,
                    // `!/x/.test(s)`, but `total! / 2` in TypeScript.
                    "!" => before.End == _position,
                    _ => true,
                },
                _ => false,
            };
        }
    }

    /// <summary>Whether the character before belongs to a name, a number, a string or a closing bracket.</summary>
    private readonly bool FollowsOperandDirectly
    {
        get
        {
            if (_significant < 0 || _significant != _count - 1) return false;
            var before = _tokens[_significant];
            return before.Kind switch
            {
                TokenKind.Identifier or TokenKind.Number or TokenKind.String => true,
                TokenKind.Punctuation => _text[before.Start] is ')' or ']' or '}',
                _ => false,
            };
        }
    }

    /// <summary>
    /// A word right after a dot is a member's name, whatever it means elsewhere: <c>subscriptions.delete</c>. A space between them makes
    /// it Python's <c>from . import</c>.
    /// </summary>
    private readonly bool FollowsDot =>
        _count > 0 && _tokens[_count - 1] is { Kind: TokenKind.Punctuation } before
        && _text.Slice(before.Start, before.Length) is "." or "?.";

    private readonly bool AtLineStart
    {
        get
        {
            if (_depth > 0) return false;
            var last = _count - 1;
            if (last >= 0 && _tokens[last].Kind == TokenKind.Whitespace) last--;
            return last < 0 || _tokens[last].Kind == TokenKind.NewLine;
        }
    }

    private readonly char At(int index) => index < _text.Length ? _text[index] : '\0';

    private readonly int LineEnd(int from)
    {
        var length = _text[from..].IndexOfAny('\r', '\n');
        return length < 0 ? _text.Length : from + length;
    }

    private readonly int AfterLineBreak(int index) => index + (_text[index] == '\r' && At(index + 1) == '\n' ? 2 : 1);

    private readonly int WordEnd(int from)
    {
        while (true)
        {
            from = _lexicon.AsciiWordEnd(_text, from);
            var width = from < _text.Length && _text[from] >= 128 ? WordPartAt(from) : 0;
            if (width == 0) return from;
            from += width;
        }
    }

    /// <summary>How many UTF-16 units of an identifier's next character stand here; 0 when it does not go on.</summary>
    private readonly int WordPartAt(int index)
    {
        if (index >= _text.Length) return 0;
        var c = _text[index];
        if (c < 128) return _lexicon.IsAsciiWordPart(c) ? 1 : 0;
        if (char.IsHighSurrogate(c))
            return Rune.TryCreate(c, At(index + 1), out var rune) && IsWordCategory(Rune.GetUnicodeCategory(rune)) ? 2 : 0;
        return IsWordCategory(char.GetUnicodeCategory(c)) ? 1 : 0;
    }

    private static bool IsWordCategory(UnicodeCategory category) =>
        category is <= UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber
            or UnicodeCategory.ConnectorPunctuation;

    private static bool IsSpaceBeyondAscii(char c) => c >= 128 && (char.IsWhiteSpace(c) || c == '\uFEFF');

    private void Emit(TokenKind kind, int end)
    {
        if (_count == _tokens.Length) Grow();
        if (kind is not (TokenKind.Whitespace or TokenKind.NewLine or TokenKind.Comment or TokenKind.Other)) _significant = _count;
        _tokens[_count++] = new Token(kind, _position, end - _position);
        _steps += end - _position;
        _position = end;
    }

    private void Grow()
    {
        var larger = ArrayPool<Token>.Shared.Rent(_tokens.Length * 2);
        _tokens.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<Token>.Shared.Return(_tokens);
        _tokens = larger;
    }
}
