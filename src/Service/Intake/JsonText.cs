using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Claudit.Intake;

/// <summary>Reads a JSON string (RFC 8259, section 7) behind its opening quote piece by piece, as UTF-8 without escapes.</summary>
internal sealed class JsonText
{
    private const int EscapeLength = 2;
    private const int UnicodeEscapeLength = 6;

    private static readonly SearchValues<byte> Special = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(control => (byte)control)]);

    /// <summary>Whether there were whole characters only: no half of a surrogate pair, and no bytes that are not UTF-8.</summary>
    public bool IsUnicode { get; private set; } = true;

    /// <summary>False when it is no JSON string.</summary>
    /// <param name="bytes">What has not been consumed yet, and what follows it.</param>
    /// <param name="isComplete">Whether the closing quote was consumed as well; else more bytes are needed.</param>
    public bool TryTake(ReadOnlySpan<byte> bytes, IBufferWriter<byte> text, out int consumed, out bool isComplete)
    {
        consumed = 0;
        for (isComplete = false; !isComplete && consumed < bytes.Length;)
        {
            var rest = bytes[consumed..];
            var length = rest[0] switch
            {
                (byte)'"' => 1,
                (byte)'\\' => TakeEscape(rest, text),
                < 0x20 => -1,
                _ => TakePlain(rest, text),
            };
            if (length < 0) return false;
            if (length == 0) return true;
            isComplete = rest[0] == '"';
            consumed += length;
        }

        return true;
    }

    /// <summary>Leaves a character whose end has not come yet.</summary>
    private int TakePlain(ReadOnlySpan<byte> rest, IBufferWriter<byte> text)
    {
        var length = rest.IndexOfAny(Special);
        if (length < 0) length = rest.Length - Unfinished(rest);
        IsUnicode &= Utf8.IsValid(rest[..length]);
        text.Write(rest[..length]);
        return length;
    }

    /// <summary>How many bytes at the end begin a character that goes on behind it.</summary>
    private static int Unfinished(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var lead = bytes[^back];
            if (lead < 0x80) return 0;
            if (lead < 0xC0) continue;
            var length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
            return length > back ? back : 0;
        }

        return 0;
    }

    /// <returns>Its length; 0 when its end has not come yet, and -1 when it is none.</returns>
    private int TakeEscape(ReadOnlySpan<byte> rest, IBufferWriter<byte> text)
    {
        if (rest.Length < EscapeLength) return 0;
        if (rest[1] == 'u') return TakeUnicode(rest, text);
        var index = "\"\\/bfnrt"u8.IndexOf(rest[1]);
        if (index < 0) return -1;
        text.Write("\"\\/\b\f\n\r\t"u8.Slice(index, 1));
        return EscapeLength;
    }

    private int TakeUnicode(ReadOnlySpan<byte> rest, IBufferWriter<byte> text)
    {
        if (rest.Length < UnicodeEscapeLength) return 0;
        if (!TryUnit(rest, out var unit)) return -1;
        if (Rune.TryCreate(unit, out var rune)) return Write(rune, UnicodeEscapeLength, text);
        var next = rest[UnicodeEscapeLength..];
        var mayFollow = char.IsHighSurrogate(unit) && next is [] or [(byte)'\\'] or [(byte)'\\', (byte)'u', ..];
        if (mayFollow && next.Length < UnicodeEscapeLength) return 0;
        if (mayFollow && TryUnit(next, out var low) && Rune.TryCreate(unit, low, out rune)) return Write(rune, 2 * UnicodeEscapeLength, text);
        IsUnicode = false;
        return UnicodeEscapeLength;
    }

    private static bool TryUnit(ReadOnlySpan<byte> escape, out char unit)
    {
        var isNumber = ushort.TryParse(escape[EscapeLength..UnicodeEscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value);
        unit = (char)value;
        return isNumber;
    }

    private static int Write(Rune rune, int length, IBufferWriter<byte> text)
    {
        text.Advance(rune.EncodeToUtf8(text.GetSpan(4)));
        return length;
    }
}
