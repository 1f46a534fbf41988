using System.Buffers;

namespace Claudit.Code.Lexing;

// An element is a frame: in its opening tag first, then between its tags, then in its closing tag. What its holes hold is code, what stands
// beside them is text, whatever marks of comments and strings are in it.
internal ref partial struct Scanner
{
    private static readonly SearchValues<char> ChildrenStops = SearchValues.Create("<{");

    /// <summary>Whether an operand may stand here, so that <c>&lt;</c> does not compare.</summary>
    private readonly bool ElementMayBegin
    {
        get
        {
            if (_significant < 0) return true;
            var before = _tokens[_significant];
            var text = _text.Slice(before.Start, before.Length);
            return before.Kind switch
            {
                TokenKind.HoleStart => true,
                TokenKind.Keyword => !_lexicon.IsValueKeyword(text),
                TokenKind.Punctuation => text is not (")" or "]" or "}" or "++" or "--" or "!" or "." or "?."),
                _ => false,
            };
        }
    }

    private bool TryOpenElement(StringOpener opener)
    {
        var name = _position + 1;
        var nameEnd = TagNameEnd(name);
        if ((nameEnd == name && At(name) != '>') || BeginsTypeParameters(nameEnd)) return false;
        if (_depth == MostFrames)
        {
            TooDeep(_position);
            return false;
        }

        Push(new Frame(opener, _position, 0, Multiline: true) { Part = FramePart.Tag });
        Emit(TokenKind.Punctuation, name);
        return true;
    }

    /// <summary>As TypeScript tells them from an element where both may stand: <c>&lt;T,&gt;</c>, <c>&lt;T extends U&gt;</c>.</summary>
    private bool BeginsTypeParameters(int nameEnd)
    {
        const string extends = "extends";
        var next = AfterBlanks(nameEnd);
        if (At(next) == ',') return true;
        if (next == nameEnd || !_text[next..].StartsWith(extends, StringComparison.Ordinal)) return false;
        var after = AfterBlanks(next + extends.Length);
        return after > next + extends.Length && At(after) is not ('=' or '>' or '/');
    }

    private void ScanTag()
    {
        ref var tag = ref _frames[_depth - 1];
        var c = _text[_position];
        switch (c)
        {
            case '{':
                Emit(TokenKind.HoleStart, _position + 1);
                Push(tag with { Part = FramePart.Hole, Brackets = 0 });
                break;
            case '"' or '\'':
                ScanAttributeText(c);
                break;
            case '/' when At(_position + 1) is not ('/' or '*'):
                tag.Ends = true;
                Emit(TokenKind.Punctuation, _position + 1);
                break;
            case '>' when tag.Brackets > 0:
                tag.Brackets--;
                Emit(TokenKind.Punctuation, _position + 1);
                break;
            case '>':
                EndTag(ref tag);
                break;
            case '<' when IsAfterEquals && TryOpenElement(tag.Opener):
                break;
            case '<':
                tag.Brackets++;
                Emit(TokenKind.Punctuation, _position + 1);
                break;
            case '=' when tag.Brackets == 0:
                Emit(TokenKind.Punctuation, _position + 1);
                break;
            // No tag has these: the mark compared, or types follow it.
            case '(' or ')' or '[' or ']' or '}' or ',' or ';' or '`' or '&' or '|' or '+' or '*' or '?' when tag.Brackets == 0:
                _depth--;
                break;
            default:
                ScanCode();
                break;
        }
    }

    private readonly bool IsAfterEquals => _significant >= 0 && _text[_tokens[_significant].Start] == '=';

    /// <summary>An attribute's text knows no escapes and goes on over lines.</summary>
    private void ScanAttributeText(char quote)
    {
        var length = _text[(_position + 1)..].IndexOf(quote);
        if (length < 0) NeverCloses(_position, "a string");
        Emit(TokenKind.String, length < 0 ? LineEnd(_position) : _position + length + 2);
    }

    private void EndTag(ref Frame tag)
    {
        if (tag.Ends || !ClosesLater(tag.Start)) _depth--;
        else tag.Part = FramePart.Children;
        Emit(TokenKind.Punctuation, _position + 1);
    }

    private void ScanChildren()
    {
        var end = _position;
        while (MoveTo(ChildrenStops, ref end) && _text[end] == '<' && !IsTag(end)) end++;
        if (end > _position) Emit(TokenKind.MarkupText, end);
        if (end == _text.Length) return;

        ref var element = ref _frames[_depth - 1];
        if (_text[end] == '{')
        {
            Emit(TokenKind.HoleStart, end + 1);
            if (_depth < MostFrames) Push(element with { Part = FramePart.Hole, Brackets = 0 });
            else TooDeep(end);
        }
        else if (At(end + 1) == '/')
        {
            if (!TagName(AfterBlanks(end + 2)).SequenceEqual(TagName(element.Start + 1))) NeverCloses(element.Start, "an element");
            element.Part = FramePart.Tag;
            element.Ends = true;
            Emit(TokenKind.Punctuation, end + 1);
            Emit(TokenKind.Punctuation, end + 2);
        }
        else if (!TryOpenElement(element.Opener))
        {
            Emit(TokenKind.Punctuation, end + 1);
        }
    }

    private readonly bool IsTag(int mark) => At(mark + 1) is '/' or '>' || WordPartAt(mark + 1) > 0;

    private bool ClosesLater(int opening)
    {
        _lastClosingTags ??= LastClosingTags();
        return _lastClosingTags.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(TagName(opening + 1), out var closing) && closing > _position;
    }

    private Dictionary<string, int> LastClosingTags()
    {
        var tags = new Dictionary<string, int>(StringComparer.Ordinal);
        var lookup = tags.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int at = 0, next; (next = _text[at..].IndexOf("</", StringComparison.Ordinal)) >= 0;)
        {
            var start = AfterBlanks(at + next + 2);
            var name = TagName(start);
            lookup[name] = at + next;
            at = start + name.Length;
        }

        _steps += _text.Length;
        return tags;
    }

    private ReadOnlySpan<char> TagName(int from) => _text[from..TagNameEnd(from)];

    /// <summary>Of <c>div</c>, <c>Table.Row</c>, <c>svg:path</c>, <c>my-part</c>.</summary>
    private int TagNameEnd(int from)
    {
        var end = from;
        for (int width; (width = end > from && At(end) is '.' or ':' or '-' ? 1 : WordPartAt(end)) > 0;) end += width;
        _steps += end - from;
        return end;
    }
}
