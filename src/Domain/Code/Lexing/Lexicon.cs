using System.Buffers;
using System.Collections.Frozen;

namespace Claudit.Code.Lexing;

/// <summary>What the scanner does about a character that begins a token.</summary>
internal enum CharacterClass : byte
{
    Other,
    Space,
    LineBreak,
    Word,
    Digit,
    Mark,

    /// <summary>May begin one of <see cref="Lexicon.OpenersAt"/>.</summary>
    Opener,
    BeyondAscii,
}

internal enum OpenerKind : byte
{
    LineComment,
    BlockComment,
    String,
    Element,
    Placeholder,
    NamedPlaceholder,
    DollarQuote,
    Sigil,
    Regex,
    Hashbang,
    PreprocessorLine,
    LineJoin,
    DotNumber,
}

/// <summary>Text that begins more than a mark, if what follows it agrees.</summary>
internal record Opener(string Text, OpenerKind Kind)
{
    public string Close { get; init; } = "";

    public bool Nests { get; init; }

    public bool Begins(ReadOnlySpan<char> rest)
    {
        if (rest.Length < Text.Length) return false;
        for (var i = 0; i < Text.Length; i++)
            if (rest[i] != Text[i] && !(char.IsAsciiLetterLower(Text[i]) && (rest[i] | 0x20) == Text[i])) return false;
        return true;
    }
}

/// <summary>Text that begins a string.</summary>
internal sealed record StringOpener(StringForm Form) : Opener(Form.Opener, OpenerKind.String)
{
    private readonly (SearchValues<char> Line, SearchValues<char> Any) _body = StopsOf(Form.Stops);
    private readonly (SearchValues<char> Line, SearchValues<char> Any) _format = StopsOf(Form.FormatStops);

    public SearchValues<char> BodyStops(bool multiline) => multiline ? _body.Any : _body.Line;

    public SearchValues<char> FormatStops(bool multiline) => multiline ? _format.Any : _format.Line;

    private static (SearchValues<char> Line, SearchValues<char> Any) StopsOf(string characters) =>
        (SearchValues.Create(characters + "\r\n"), SearchValues.Create(characters));
}

/// <summary>The tables that the scanner runs on. Immutable; one for each language.</summary>
internal sealed class Lexicon
{
    private const int Ascii = 128;

    /// <summary>An element is as a string whose text is between its tags.</summary>
    private static readonly StringForm Markup = new("", '<') { Multiline = true, Holes = HoleStyle.Markup };

    private readonly CharacterClass[] _classes = new CharacterClass[Ascii];
    private readonly bool[] _wordParts = new bool[Ascii];
    private readonly bool[] _operatorParts = new bool[Ascii];

    /// <summary>For the first character of keywords, the set of their lengths: bit n for length n.</summary>
    private readonly uint[] _keywordLengths = new uint[Ascii];
    private readonly bool[] _quotes = new bool[Ascii];
    private readonly bool[] _marks = new bool[Ascii];
    private readonly Opener[][] _openers = new Opener[Ascii][];
    private readonly string[][] _operators = new string[Ascii][];
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _keywords;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _valueKeywords;

    public Lexicon(LexicalRules rules)
    {
        Rules = rules;
        var comparer = rules.KeywordsIgnoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        _keywords = rules.Keywords.ToFrozenSet(comparer).GetAlternateLookup<ReadOnlySpan<char>>();
        _valueKeywords = rules.ValueKeywords.ToFrozenSet(comparer).GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var word in rules.Keywords)
        {
            _keywordLengths[word[0]] |= 1u << word.Length;
            if (rules.KeywordsIgnoreCase) _keywordLengths[char.ToUpperInvariant(word[0])] |= 1u << word.Length;
        }

        foreach (var c in rules.Operators.SelectMany(text => text.Skip(1))) _operatorParts[c] = true;

        foreach (var form in rules.Strings) _quotes[form.Open] = true;
        LongestPrefix = rules.Strings.Where(form => form.Prefix.Any(char.IsAsciiLetter)).Select(form => form.Prefix.Length).DefaultIfEmpty().Max();

        var openers = Openers(rules).ToLookup(opener => opener.Text[0]);
        var operators = rules.Operators.ToLookup(text => text[0]);
        for (var c = '\0'; c < Ascii; c++)
        {
            // A stable sort: of two openers with the same text the one listed first is tried first.
            var either = char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c;
            _openers[c] = [.. openers[either].OrderByDescending(opener => opener.Text.Length)];
            _operators[c] = [.. operators[c].OrderByDescending(text => text.Length)];
            var startsWord = char.IsAsciiLetter(c) || rules.WordCharacters.Contains(c);
            _wordParts[c] = startsWord || char.IsAsciiDigit(c) || rules.WordPartCharacters.Contains(c);
            _marks[c] = rules.Marks.Contains(c);
            _classes[c] = c switch
            {
                ' ' or '\t' or '\v' or '\f' => CharacterClass.Space,
                '\r' or '\n' => CharacterClass.LineBreak,
                _ when startsWord => CharacterClass.Word,
                _ when char.IsAsciiDigit(c) => CharacterClass.Digit,
                _ when _openers[c].Length > 0 => CharacterClass.Opener,
                _ when _marks[c] || _operators[c].Length > 0 => CharacterClass.Mark,
                _ => CharacterClass.Other,
            };
        }
    }

    public LexicalRules Rules { get; }

    /// <summary>Of the prefixes of strings that look like words, the longest.</summary>
    public int LongestPrefix { get; }

    public CharacterClass ClassOf(char c)
    {
        var classes = _classes;
        return c < (uint)classes.Length ? classes[c] : CharacterClass.BeyondAscii;
    }

    public bool IsAsciiWordPart(char c)
    {
        var parts = _wordParts;
        return c < (uint)parts.Length && parts[c];
    }

    /// <summary>Where the ASCII characters of an identifier end.</summary>
    public int AsciiWordEnd(ReadOnlySpan<char> text, int from)
    {
        var parts = _wordParts;
        while ((uint)from < (uint)text.Length && text[from] is var c && c < (uint)parts.Length && parts[c]) from++;
        return from;
    }

    /// <summary>Whether a string may open with <paramref name="c"/> after its prefix.</summary>
    public bool IsQuote(char c) => c < Ascii && _quotes[c];

    /// <summary>The openers that begin with a character, longest first.</summary>
    public ReadOnlySpan<Opener> OpenersAt(char c) => c < Ascii ? _openers[c] : [];

    public bool IsKeyword(ReadOnlySpan<char> word) =>
        word.Length < 32 && word[0] < Ascii && (_keywordLengths[word[0]] >> word.Length & 1) != 0 && _keywords.Contains(word);

    public bool IsValueKeyword(ReadOnlySpan<char> word) => _valueKeywords.Contains(word);

    /// <summary>The length of the longest operator or mark at the start of <paramref name="rest"/>; 0 when there is none.</summary>
    public int OperatorLength(ReadOnlySpan<char> rest)
    {
        if (rest.Length > 1 && rest[1] < Ascii && _operatorParts[rest[1]])
        {
            foreach (var text in _operators[rest[0]])
                if (rest.StartsWith(text)) return text.Length;
        }

        return _marks[rest[0]] ? 1 : 0;
    }

    private static IEnumerable<Opener> Openers(LexicalRules rules)
    {
        foreach (var text in rules.LineComments) yield return new Opener(text, OpenerKind.LineComment);
        foreach (var (open, close, nests) in rules.BlockComments)
            yield return new Opener(open, OpenerKind.BlockComment) { Close = close, Nests = nests };
        foreach (var form in rules.Strings) yield return new StringOpener(form);
        if (rules.Markup) yield return new StringOpener(Markup) { Kind = OpenerKind.Element };
        foreach (var (open, close, named) in rules.Placeholders)
            yield return new Opener(open, named ? OpenerKind.NamedPlaceholder : OpenerKind.Placeholder) { Close = close };
        if (rules.DollarQuotes) yield return new Opener("$", OpenerKind.DollarQuote);
        foreach (var text in rules.Sigils) yield return new Opener(text, OpenerKind.Sigil);
        if (rules.RegexLiterals) yield return new Opener("/", OpenerKind.Regex);
        if (rules.Hashbang) yield return new Opener("#!", OpenerKind.Hashbang);
        if (rules.PreprocessorLines) yield return new Opener("#", OpenerKind.PreprocessorLine);
        if (rules.BackslashJoinsLines) yield return new Opener("\\", OpenerKind.LineJoin);
        if (rules.NumbersBeginWithDot) yield return new Opener(".", OpenerKind.DotNumber);
    }
}
