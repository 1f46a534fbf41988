using Xunit;

namespace Claudit.Submissions.Unicode;

public sealed class CanonicalFormTests
{
    [Theory]
    [InlineData("\u00E9", "e\u0301")]
    [InlineData("\u01D6", "u\u0308\u0304")]
    [InlineData("\u01D6", "\u00FC\u0304")]
    [InlineData("\u1EAD", "\u1EA1\u0302")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("\u212B", "A\u030A")]
    [InlineData("\u2126", "\u03A9")]
    [InlineData("\uAC00", "\u1100\u1161")]
    [InlineData("\uAC01", "\u1100\u1161\u11A8")]
    [InlineData("\uAC01", "\uAC00\u11A8")]
    [InlineData("\uD7A3", "\u1112\u1175\u11C2")]
    [InlineData("\uF900", "\u8C48")]
    [InlineData("\uFB2C", "\u05E9\u05BC\u05C1")]
    [InlineData("\u0B94", "\u0B92\u0BD7")]
    [InlineData("\uD834\uDD5E", "\uD834\uDD57\uD834\uDD65")]
    [InlineData("a\u0323\u0307", "a\u0307\u0323")]
    [InlineData("a\u0315\u0300\u05AE\u0300b", "a\u05AE\u0300\u0300\u0315b")]
    public void Texts_that_are_canonically_equivalent_have_one_form(string one, string other) =>
        Assert.Equal(CanonicalForm.Of(one), CanonicalForm.Of(other));

    [Theory]
    [InlineData("e", "\u00E9")]
    [InlineData("\uFB01", "fi")]
    [InlineData("\u00DF", "ss")]
    [InlineData("\uFF21", "A")]
    [InlineData("\u00B2", "2")]
    [InlineData("\u0430", "a")]
    [InlineData("\u00F8", "o\u0338")]
    [InlineData("a\u0300\u0301", "a\u0301\u0300")]
    [InlineData("a\u0301b", "ab\u0301")]
    [InlineData("\u1100\u1100\u1161", "\uAC00")]
    [InlineData("\u11A7", "\u1160")]
    public void Texts_that_only_look_or_mean_alike_have_their_own(string one, string other) =>
        Assert.NotEqual(CanonicalForm.Of(one), CanonicalForm.Of(other));

    [Fact]
    public void It_is_its_own_form()
    {
        var random = new Random(3);
        for (var round = 0; round < 2_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, 20).Select(_ => (char)(random.Next(3) == 0 ? random.Next(0x300, 0x370) : random.Next(0xD800))));
            var form = CanonicalForm.Of(text);
            Assert.Equal(form, CanonicalForm.Of(form));
        }
    }

    [Fact]
    public void Every_syllable_of_Hangul_comes_apart_in_two_or_three()
    {
        var forms = Enumerable.Range(0xAC00, 11_172).Select(code => CanonicalForm.Of(((char)code).ToString())).ToList();
        Assert.Equal(11_172, forms.Distinct().Count());
        Assert.All(forms, form => Assert.InRange(form.Length, 2, 3));
    }

    [Fact]
    public void As_many_marks_as_a_name_can_have_are_put_in_order_at_once()
    {
        var marks = string.Concat(Enumerable.Range(0, 200_000).Select(index => index % 2 == 0 ? '\u0307' : '\u0323'));
        Assert.Equal(new string('\u0323', 100_000) + new string('\u0307', 100_000), CanonicalForm.Of(marks));
    }
}
