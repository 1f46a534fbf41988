using System.Globalization;
using System.Text;

namespace Claudit.Reports;

/// <summary>
/// Makes text from a submission harmless to a terminal and honest to a reader. Characters that steer instead of show (control
/// and escape characters, bidirectional and zero-width ones, line separators, halves of surrogate pairs) are written out, such
/// as <c>⟨U+202E⟩</c>; so are letters without a shape. All renderers for people pass every string through here; what a format needs beyond it, it escapes itself.
/// </summary>
public static class InertText
{
    /// <summary>For one line: line breaks and tabs become spaces.</summary>
    public static string Line(string text) => Visible(text, lineBreaks: false);

    /// <summary>For a block such as quoted code: LF and tabs stay as they are.</summary>
    public static string Block(string text) => Visible(text, lineBreaks: true);

    private static string Visible(string text, bool lineBreaks)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~')) return text;

        var visible = new StringBuilder(text.Length + 16);
        for (int i = 0, length; i < text.Length; i += length)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out length) != System.Buffers.OperationStatus.Done)
            {
                WriteOut(visible, text[i]);
            }
            else if (rune.Value is '\n' or '\t')
            {
                visible.Append(lineBreaks ? (char)rune.Value : ' ');
            }
            else if (Steers(rune))
            {
                WriteOut(visible, rune.Value);
            }
            else
            {
                visible.Append(text, i, length);
            }
        }

        return visible.ToString();
    }

    private static bool Steers(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0;

    private static void WriteOut(StringBuilder visible, int value) =>
        visible.Append(CultureInfo.InvariantCulture, $"⟨U+{value:X4}⟩");
}
