using System.Text;
using System.Text.Unicode;

namespace Claudit.Submissions;

/// <summary>Bytes to text: a byte order mark decides, then UTF-8, then Latin-1, which takes everything.</summary>
internal static class TextDecoding
{
    /// <summary>UTF-32 leads: its little-endian mark begins like that of UTF-16.</summary>
    private static readonly (byte[] Mark, Encoding Encoding, string? Note)[] Marks =
    [
        ([0xFF, 0xFE, 0, 0], new UTF32Encoding(bigEndian: false, byteOrderMark: true), "Read as UTF-32, as its byte order mark says."),
        ([0, 0, 0xFE, 0xFF], new UTF32Encoding(bigEndian: true, byteOrderMark: true), "Read as UTF-32, as its byte order mark says."),
        ([0xFF, 0xFE], Encoding.Unicode, "Read as UTF-16, as its byte order mark says."),
        ([0xFE, 0xFF], Encoding.BigEndianUnicode, "Read as UTF-16, as its byte order mark says."),
        ([0xEF, 0xBB, 0xBF], Encoding.UTF8, null),
    ];

    /// <summary>The text without its byte order mark; null when the bytes are no text.</summary>
    /// <param name="note">What a reader has to know of the decoding; null when it was plain UTF-8.</param>
    public static string? Decode(ReadOnlySpan<byte> bytes, out string? note)
    {
        foreach (var (mark, encoding, markNote) in Marks)
        {
            if (!bytes.StartsWith(mark)) continue;
            note = markNote;
            var marked = encoding.GetString(bytes[mark.Length..]);
            return marked.Contains('\0') ? null : marked;
        }

        note = null;
        if (bytes.Contains((byte)0)) return null;
        if (Utf8.IsValid(bytes)) return Encoding.UTF8.GetString(bytes);
        if (IsMostlyControls(bytes)) return null;
        note = "Not valid UTF-8: read as Latin-1.";
        return Encoding.Latin1.GetString(bytes);
    }

    /// <summary>Compressed and encrypted data has one control character in eight; text in an old encoding has none but white space.</summary>
    private static bool IsMostlyControls(ReadOnlySpan<byte> bytes)
    {
        var controls = 0;
        foreach (var value in bytes)
            if (value is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f' or 0x1B) or 0x7F) controls++;
        return controls > bytes.Length / 50;
    }
}
