using System.Buffers;

namespace Claudit.Code.Lexing;

// A string with interpolation is a frame for its text, on which a frame for each open hole stands; the expression in a hole may open
// further strings. A hole's frame turns into one for its format when that begins, and a format may have holes (Python).
internal ref partial struct Scanner
{
    /// <summary>Two for each string that is open inside another's hole, one for each element inside another.</summary>
    private const int MostFrames = 128;

    private enum FramePart : byte
    {
        Text,
        Hole,
        Format,

        /// <summary>An element's opening or closing tag.</summary>
        Tag,

        /// <summary>What stands between them.</summary>
        Children,
    }

    private enum BodyEnd : byte
    {
        Closed,
        Hole,
        HoleClosed,
        LineBreak,
        TextEnd,
    }

    /// <param name="Quotes">How many closing characters end the string.</param>
    private record struct Frame(StringOpener Opener, int Start, int Quotes, bool Multiline)
    {
        public FramePart Part { get; set; }

        /// <summary>In a hole, how many brackets are open; in a tag, how many lists of type arguments.</summary>
        public int Brackets { get; set; }

        /// <summary>Whether the next mark that ends a tag ends its element as well.</summary>
        public bool Ends { get; set; }
    }

    private bool TryOpenString(StringOpener opener)
    {
        var form = opener.Form;
        var body = _position + opener.Text.Length;
        if (form.StandsApart && FollowsOperandDirectly) return false;
        if (form.BeginsWithLetter && (char.IsAsciiDigit(At(body)) || WordPartAt(body) == 0)) return false;

        var frame = new Frame(opener, _position, form.Count, form.Multiline);
        if (form.Fenced)
        {
            var more = RunOf(form.Open, body, int.MaxValue);
            body += more;
            frame.Quotes += more;
            frame.Multiline &= IsBlankToLineEnd(body);
        }

        if (form.Holes != HoleStyle.None && _depth + 2 <= MostFrames)
        {
            Emit(TokenKind.TemplateStart, body);
            Push(frame);
            return true;
        }

        if (form.Holes != HoleStyle.None) TooDeep(_position);
        var end = body;
        BodyEnd reason;
        while ((reason = ScanBody(frame, ref end)) == BodyEnd.Hole) end++;
        if (reason != BodyEnd.Closed) NeverCloses(_position, "a string");
        Emit(form.Kind, reason == BodyEnd.Closed ? end + frame.Quotes : end);
        return true;
    }

    /// <summary>The text of an open string, or the format of an open hole, up to what ends it.</summary>
    private void ScanStringPart()
    {
        ref var frame = ref _frames[_depth - 1];
        var form = frame.Opener.Form;
        var end = _position;
        var reason = frame.Part == FramePart.Format ? ScanFormat(frame, ref end) : ScanBody(frame, ref end);
        var fits = reason != BodyEnd.Hole || _depth < MostFrames;
        if (!fits)
        {
            TooDeep(end);
            end++;
        }

        if (end > _position) Emit(frame.Part == FramePart.Format ? TokenKind.HoleFormat : TokenKind.TemplateText, end);
        if (!fits) return;

        switch (reason)
        {
            case BodyEnd.Hole:
                Emit(TokenKind.HoleStart, _position + (form.Holes == HoleStyle.Dollar ? 2 : form.HoleWidth));
                Push(frame with { Part = FramePart.Hole, Brackets = 0 });
                break;
            case BodyEnd.HoleClosed:
                Emit(TokenKind.HoleEnd, _position + form.HoleWidth);
                _depth--;
                break;
            case BodyEnd.Closed:
                Emit(TokenKind.TemplateEnd, _position + frame.Quotes);
                EndString();
                break;
            default:
                BreakString();
                break;
        }
    }

    private BodyEnd ScanBody(in Frame frame, ref int end)
    {
        var form = frame.Opener.Form;
        var stops = frame.Opener.BodyStops(frame.Multiline);
        while (true)
        {
            if (!MoveTo(stops, ref end)) return BodyEnd.TextEnd;
            var c = _text[end];
            if (c == form.Close)
            {
                if (form.Escaping == Escaping.Doubled && At(end + 1) == c)
                {
                    end += 2;
                    continue;
                }

                var run = RunOf(c, end, frame.Quotes);
                if (run == frame.Quotes) return BodyEnd.Closed;
                end += run;
            }
            else if (c == '\\') end = AfterEscape(form, frame.Multiline, end);
            else if (c is '\n' or '\r') return BodyEnd.LineBreak;
            else if (c == '$')
            {
                if (At(end + 1) == '{') return BodyEnd.Hole;
                end++;
            }
            else
            {
                var run = RunOf('{', end, form.Fenced ? int.MaxValue : 2);
                var opens = form.Fenced ? run >= form.HoleWidth : run == 1;
                end += opens ? run - form.HoleWidth : run;
                if (opens) return BodyEnd.Hole;
            }
        }
    }

    private BodyEnd ScanFormat(in Frame frame, ref int end)
    {
        var form = frame.Opener.Form;
        var stops = frame.Opener.FormatStops(frame.Multiline);
        while (true)
        {
            if (!MoveTo(stops, ref end)) return BodyEnd.TextEnd;
            var c = _text[end];
            if (c is '\n' or '\r') return BodyEnd.LineBreak;
            if (c == '{') return BodyEnd.Hole;
            var wanted = c == '}' ? form.HoleWidth : frame.Quotes;
            var run = RunOf(c, end, wanted);
            if (run == wanted) return c == '}' ? BodyEnd.HoleClosed : BodyEnd.Closed;
            end += run;
        }
    }

    /// <summary>In a hole, the marks that end it or begin its format.</summary>
    private bool TryHoleMark(char c)
    {
        ref var hole = ref _frames[_depth - 1];
        switch (c)
        {
            case '(' or '[' or '{':
                hole.Brackets++;
                return false;
            case ')' or ']' or '}' when hole.Brackets > 0:
                hole.Brackets--;
                return false;
            case '}' when RunOf('}', _position, hole.Opener.Form.HoleWidth) == hole.Opener.Form.HoleWidth:
                Emit(TokenKind.HoleEnd, _position + hole.Opener.Form.HoleWidth);
                _depth--;
                return true;
            case ':' or '!' or '=' or ',' when hole.Brackets == 0 && BeginsFormat(c, hole.Opener.Form.Holes):
                hole.Part = FramePart.Format;
                return true;
            default:
                return false;
        }
    }

    private bool BeginsFormat(char c, HoleStyle style)
    {
        if (style is HoleStyle.Dollar or HoleStyle.Markup) return false;
        var next = At(_position + 1);
        if (c == ':') return style == HoleStyle.Python || next != ':';
        if (c == '!') return style == HoleStyle.Python && next != '=';
        if ((c == '=') != (style == HoleStyle.Python)) return false;

        var after = AfterBlanks(_position + 1);
        next = At(after);
        return c == ','
            ? char.IsAsciiDigit(next) || next is '-' or '+'
            : next is '}' or ':' || (next == '!' && At(after + 1) != '=');
    }

    /// <summary>
    /// At a line break in the hole of a string that ends with its line: the string ends, unless the expression plainly goes on, by an open
    /// bracket, an operator before the break or what the next line begins with.
    /// </summary>
    private void EndStringsAtLineBreak()
    {
        while (_depth > 0 && _frames[_depth - 1] is { Multiline: false, Brackets: 0 } && !HoleGoesOn()) BreakString();
    }

    private bool HoleGoesOn()
    {
        var before = _tokens[_significant];
        if (before.Kind == TokenKind.HoleStart) return true;
        if (before.Kind == TokenKind.Punctuation && _text[before.Start] is not (')' or ']' or '}')) return true;
        return At(AfterBlanks(AfterLineBreak(_position))) is '.' or '?' or ')' or '}';
    }

    /// <summary>Ends a string that its line or the text ends.</summary>
    private void BreakString()
    {
        EndString();
        NeverCloses(_frames[_depth].Start, "a string");
    }

    private void EndString()
    {
        do _depth--;
        while (_frames[_depth].Part != FramePart.Text);
    }

    private void Push(in Frame frame)
    {
        if (_depth == _frames.Length) Array.Resize(ref _frames, Math.Max(8, _depth * 2));
        _frames[_depth++] = frame;
    }

    private int AfterEscape(StringForm form, bool multiline, int backslash)
    {
        var next = backslash + 1;
        switch (At(next))
        {
            case '\0' when next >= _text.Length:
                return next;
            case '\r' or '\n':
                return multiline || form.BackslashJoinsLines ? AfterLineBreak(next) : next;
            // A brace after a backslash still opens a hole, but for Python's named characters: \N{DASH}.
            case '{' when form.Holes is HoleStyle.Python or HoleStyle.CSharp:
                return next;
            case 'N' when form is { Holes: HoleStyle.Python, Raw: false } && At(next + 1) == '{':
                var end = next + 2;
                while (char.IsAsciiLetterOrDigit(At(end)) || At(end) is ' ' or '-') end++;
                _steps += end - next;
                return At(end) == '}' ? end + 1 : next + 1;
            default:
                return next + 1;
        }
    }

    private bool MoveTo(SearchValues<char> stops, ref int index)
    {
        var length = _text[index..].IndexOfAny(stops);
        _steps++;
        index = length < 0 ? _text.Length : index + length;
        return length >= 0;
    }

    private int RunOf(char c, int from, int most)
    {
        var end = from;
        while (end < _text.Length && end - from < most && _text[end] == c) end++;
        _steps += end - from;
        return end - from;
    }

    private int AfterBlanks(int index)
    {
        while (At(index) is ' ' or '\t')
        {
            index++;
            _steps++;
        }

        return index;
    }

    private bool IsBlankToLineEnd(int index) => AfterBlanks(index) is var end && (end >= _text.Length || _text[end] is '\r' or '\n');
}
