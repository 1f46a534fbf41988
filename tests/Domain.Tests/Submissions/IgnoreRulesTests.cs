using Xunit;

namespace Claudit.Submissions;

public sealed class IgnoreRulesTests
{
    [Theory]
    [InlineData("*.log", "a.log", true)]
    [InlineData("*.log", "deep/down/a.log", true)]
    [InlineData("*.log", "a.log.ts", false)]
    [InlineData("*.LOG", "a.log", false)]
    [InlineData("/a.log", "a.log", true)]
    [InlineData("/a.log", "sub/a.log", false)]
    [InlineData("/foo", "foobar", false)]
    [InlineData("docs/*.md", "docs/a.md", true)]
    [InlineData("docs/*.md", "docs/sub/a.md", false)]
    [InlineData("docs/*.md", "x/docs/a.md", false)]
    [InlineData("tmp", "tmp/a.ts", true)]
    [InlineData("tmp/", "tmp/a.ts", true)]
    [InlineData("tmp/", "sub/tmp/a.ts", true)]
    [InlineData("tmp/", "tmp", false)]
    [InlineData("sub/tmp/", "sub/tmp/a.ts", true)]
    [InlineData("sub/tmp/", "x/sub/tmp/a.ts", false)]
    [InlineData("**/gen", "a/b/gen/x.ts", true)]
    [InlineData("**/gen", "gen", true)]
    [InlineData("gen/**", "gen/a/b.ts", true)]
    [InlineData("gen/**", "gen", false)]
    [InlineData("a/**/b", "a/b", true)]
    [InlineData("a/**/b", "a/x/y/b", true)]
    [InlineData("a/**/b", "x/a/b", false)]
    [InlineData("a?c.ts", "abc.ts", true)]
    [InlineData("a?c", "a/c", false)]
    [InlineData("v[0-9].ts", "v7.ts", true)]
    [InlineData("v[!0-9].ts", "v7.ts", false)]
    [InlineData("v[^0-9].ts", "vx.ts", true)]
    [InlineData("v[[:digit:]].ts", "v7.ts", true)]
    [InlineData("v[]x].ts", "v].ts", true)]
    [InlineData("v[[:].ts", "v:.ts", true)]
    [InlineData("v[[:]].ts", "v:].ts", true)]
    [InlineData("v[[:]]:a[", "v7.ts", false)]
    [InlineData("v[x.ts", "v[x.ts", false)]
    [InlineData("# no pattern", "# no pattern", false)]
    [InlineData(@"\#file", "#file", true)]
    [InlineData(@"\!file", "!file", true)]
    [InlineData("trailing.ts   ", "trailing.ts", true)]
    [InlineData(@"space\ ", "space ", true)]
    [InlineData("windows.ts\r", "windows.ts", true)]
    [InlineData("a**b.ts", "axxb.ts", true)]
    [InlineData("*", "a.ts", true)]
    [InlineData("/", "a.ts", false)]
    [InlineData("", "a.ts", false)]
    public void A_pattern_matches_as_in_git(string pattern, string path, bool ignored) =>
        Assert.Equal(ignored, IsIgnored(path, ("", pattern)));

    [Fact]
    public void The_last_matching_line_decides()
    {
        Assert.False(IsIgnored("keep.log", ("", "*.log\n!keep.log")));
        Assert.True(IsIgnored("keep.log", ("", "!keep.log\n*.log")));
        Assert.True(IsIgnored("other.log", ("", "*.log\n!keep.log")));
    }

    [Fact]
    public void Nothing_below_an_ignored_folder_comes_back()
    {
        Assert.True(IsIgnored("out/keep.ts", ("", "out/\n!out/keep.ts")));
        Assert.False(IsIgnored("out/keep.ts", ("", "out/*\n!out/keep.ts")));
    }

    [Fact]
    public void A_nested_file_counts_below_its_folder_and_before_those_above()
    {
        Assert.True(IsIgnored("sub/a.tmp", ("sub", "*.tmp")));
        Assert.False(IsIgnored("a.tmp", ("sub", "*.tmp")));
        Assert.False(IsIgnored("sub/a.tmp", ("", "*.tmp"), ("sub", "!a.tmp")));
        Assert.True(IsIgnored("sub/x/a.tmp", ("sub", "/x/a.tmp")));
        Assert.False(IsIgnored("x/a.tmp", ("sub", "/x/a.tmp")));
        Assert.True(IsIgnored("sub/deep/a.tmp", ("", "!*.tmp"), ("sub", "*.tmp")));
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_pattern() => Assert.True(IsIgnored("a.log", ("", "\uFEFF*.log")));

    [Fact]
    public void Hostile_patterns_end_and_say_so()
    {
        var rules = new IgnoreRules(mostSteps: 1_000_000);
        var pattern = string.Concat(Enumerable.Repeat("*a", 500)) + "b";
        rules.Add("", string.Join('\n', Enumerable.Repeat(pattern, 2_000)));
        var path = new string('a', 1_000);
        for (var i = 0; i < 10_000; i++) Assert.False(rules.Ignores(path, isFolder: false));

        Assert.True(rules.Exhausted);
    }

    private static bool IsIgnored(string path, params (string Folder, string Text)[] files)
    {
        var rules = new IgnoreRules();
        foreach (var (folder, text) in files) rules.Add(folder, text);
        for (var slash = path.IndexOf('/'); slash >= 0; slash = path.IndexOf('/', slash + 1))
            if (rules.Ignores(path.AsSpan(0, slash), isFolder: true)) return true;
        return rules.Ignores(path, isFolder: false);
    }
}
