namespace Claudit.Code;

/// <summary>
/// Where the lines of a text begin. A line ends at LF, CR LF or a lone CR; text after the last of them is a line as well,
/// an empty rest is not.
/// </summary>
public sealed class LineMap
{
    private readonly int[] _starts;
    private readonly int _length;

    public LineMap(string text)
    {
        var starts = new List<int>(text.Length / 32 + 1) { 0 };
        var rest = text.AsSpan();
        var offset = 0;
        for (int next; (next = rest.IndexOfAny('\n', '\r')) >= 0;)
        {
            next += rest[next] == '\r' && next + 1 < rest.Length && rest[next + 1] == '\n' ? 2 : 1;
            offset += next;
            rest = rest[next..];
            if (offset < text.Length) starts.Add(offset);
        }

        _starts = [.. starts];
        _length = text.Length;
    }

    /// <summary>At least 1: an empty text has one empty line.</summary>
    public int Count => _starts.Length;

    /// <summary>The line (from 1) that holds the character at <paramref name="offset"/>; past the end, the last line.</summary>
    public int LineAt(int offset)
    {
        var index = Array.BinarySearch(_starts, offset);
        return index >= 0 ? index + 1 : ~index;
    }

    /// <summary>The lines that <paramref name="span"/> touches; an empty span touches the line it stands on.</summary>
    public LineRange LinesOf(TextSpan span) => new(LineAt(span.Start), LineAt(Math.Max(span.Start, span.End - 1)));

    /// <summary>The characters of a line with its line break; lines outside the text are cut to it.</summary>
    public TextSpan SpanOf(LineRange lines)
    {
        var first = Math.Clamp(lines.First, 1, Count);
        var last = Math.Clamp(lines.Last, first, Count);
        return new TextSpan(_starts[first - 1], last < Count ? _starts[last] : _length);
    }
}
