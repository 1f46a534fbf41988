using Xunit;

namespace Claudit;

public sealed class NearestName
{
    [Theory]
    [InlineData("titel", "title")]
    [InlineData("TITLE", "title")]
    [InlineData("wieght", "weight")]
    [InlineData("section", "sections")]
    [InlineData("w", null)]
    [InlineData("", null)]
    [InlineData("colour", null)]
    public void Is_the_one_with_the_fewest_edits_if_they_are_few(string word, string? nearest)
    {
        Assert.Equal(nearest, Nearest.To(word, ["title", "weight", "sections"]));
    }

    [Fact]
    public void Is_the_first_of_several()
    {
        Assert.Equal("bat", Nearest.To("zat", ["bat", "cat"]));
    }

    [Fact]
    public void Is_not_sought_for_an_endless_word()
    {
        Assert.Null(Nearest.To(new string('x', 1_000_000), [new string('x', 1_000_000)]));
    }
}
