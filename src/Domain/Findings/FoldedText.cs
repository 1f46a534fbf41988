using System.Text;
using Claudit.Code;

namespace Claudit.Findings;

/// <summary>
/// A stretch of text with every run of white space folded into one space and none at either end, which still knows where
/// each of its characters came from. Indentation, line breaks and alignment thus make no difference to a comparison.
/// </summary>
internal sealed class FoldedText
{
    private readonly string _text;
    private readonly int[] _offsets;

    public FoldedText(string text, TextSpan span)
    {
        var folded = new StringBuilder(span.Length);
        var offsets = new List<int>(span.Length);
        for (var i = span.Start; i < span.End; i++)
        {
            if (char.IsWhiteSpace(text[i])) continue;
            if (folded.Length > 0 && char.IsWhiteSpace(text[i - 1]))
            {
                folded.Append(' ');
                offsets.Add(i - 1);
            }

            folded.Append(text[i]);
            offsets.Add(i);
        }

        _text = folded.ToString();
        _offsets = [.. offsets];
    }

    public static string Fold(string text) => new FoldedText(text, new TextSpan(0, text.Length))._text;

    public bool Contains(string folded) => Occurrences(folded).Any();

    /// <summary>
    /// Where <paramref name="folded"/> stands in the original text, from the start on, overlapping ones included; never for an empty one.
    /// </summary>
    public IEnumerable<TextSpan> Occurrences(string folded)
    {
        if (folded.Length == 0) yield break;

        // Knuth, Morris and Pratt: linear on any input, where a plain search is not.
        var borders = Borders(folded);
        var matched = 0;
        for (var i = 0; i < _text.Length; i++)
        {
            while (matched > 0 && _text[i] != folded[matched]) matched = borders[matched - 1];
            if (_text[i] == folded[matched]) matched++;
            if (matched < folded.Length) continue;
            yield return new TextSpan(_offsets[i + 1 - matched], _offsets[i] + 1);
            matched = borders[matched - 1];
        }
    }

    /// <summary>For each prefix, the length of the longest shorter prefix that also ends it.</summary>
    private static int[] Borders(string pattern)
    {
        var borders = new int[pattern.Length];
        for (int i = 1, length = 0; i < pattern.Length; i++)
        {
            while (length > 0 && pattern[i] != pattern[length]) length = borders[length - 1];
            if (pattern[i] == pattern[length]) length++;
            borders[i] = length;
        }

        return borders;
    }
}
