using Xunit;

namespace Claudit.Reports;

public class InertTextTests
{
    [Theory]
    [InlineData("plain `code` <b>", "plain `code` <b>")]
    [InlineData("größer 数 👍", "größer 数 👍")]
    [InlineData("a\u202Eb\u2066c", "a⟨U+202E⟩b⟨U+2066⟩c")]
    [InlineData("\e[31mred\u009B0m\u0007", "⟨U+001B⟩[31mred⟨U+009B⟩0m⟨U+0007⟩")]
    [InlineData("zero\u200Bwidth\uFEFF", "zero⟨U+200B⟩width⟨U+FEFF⟩")]
    [InlineData("no\u3164shape\u115F", "no⟨U+3164⟩shape⟨U+115F⟩")]
    [InlineData("tag\U000E0041", "tag⟨U+E0041⟩")]
    [InlineData("a\u2028b\u2029c\u0085d\rd", "a⟨U+2028⟩b⟨U+2029⟩c⟨U+0085⟩d⟨U+000D⟩d")]
    [InlineData("a\n\tb", "a  b")]
    public void A_line_shows_what_steers_and_has_no_break(string text, string line) => Assert.Equal(line, InertText.Line(text));

    [Fact]
    public void A_block_keeps_line_breaks_and_tabs() => Assert.Equal("a\n\tb⟨U+000D⟩", InertText.Block("a\n\tb\r"));

    [Fact]
    public void Half_a_surrogate_pair_is_written_out() => Assert.Equal("a⟨U+D83D⟩b⟨U+DC4D⟩", InertText.Line("a\uD83Db\uDC4D"));

    [Fact]
    public void What_is_inert_stays_as_it_is()
    {
        var random = new Random(17);
        for (var i = 0; i < 500; i++)
        {
            var inert = InertText.Block(new string([.. Enumerable.Range(0, 40).Select(_ => (char)random.Next(0x10000))]));

            Assert.Equal(inert, InertText.Block(inert));
        }
    }
}
