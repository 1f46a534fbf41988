using System.Text;
using Xunit;

namespace Claudit.Submissions;

public sealed class TextDecodingTests
{
    private const string Text = "größe = 消費 😀\r\n";

    [Fact]
    public void UTF_8_is_plain_with_or_without_its_mark()
    {
        Assert.Equal((Text, null), Decode(Encoding.UTF8.GetBytes(Text)));
        Assert.Equal((Text, null), Decode([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text)]));
    }

    public static TheoryData<string, bool> Marked => new() { { "UTF-16", false }, { "UTF-16", true }, { "UTF-32", false }, { "UTF-32", true } };

    [Theory]
    [MemberData(nameof(Marked))]
    public void A_byte_order_mark_decides(string name, bool bigEndian)
    {
        Encoding encoding = name == "UTF-16" ? new UnicodeEncoding(bigEndian, true) : new UTF32Encoding(bigEndian, true);
        Assert.Equal((Text, $"Read as {name}, as its byte order mark says."), Decode([.. encoding.GetPreamble(), .. encoding.GetBytes(Text)]));
    }

    [Fact]
    public void Other_bytes_are_Latin_1_with_a_note() =>
        Assert.Equal(("größe", "Not valid UTF-8: read as Latin-1."), Decode(Encoding.Latin1.GetBytes("größe")));

    [Fact]
    public void Bytes_with_a_NUL_are_no_text()
    {
        Assert.Null(Decode("a\0b"u8.ToArray()).Text);
        Assert.Null(Decode([0xFF, 0xFE, 0, 0, 0, 0, 0, 0]).Text);
        Assert.Null(Decode([.. Encoding.Unicode.GetBytes("no mark")]).Text);
    }

    [Fact]
    public void Any_bytes_decode_to_something_or_to_nothing_without_a_throw()
    {
        var random = new Random(17);
        for (var round = 0; round < 2_000; round++)
        {
            var bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            if (round % 2 == 0) bytes = [.. (byte[])[0xFF, 0xFE], .. bytes];
            Decode(bytes);
        }
    }

    private static (string? Text, string? Note) Decode(byte[] bytes) => (TextDecoding.Decode(bytes, out var note), note);
}
