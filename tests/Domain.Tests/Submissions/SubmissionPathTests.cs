using Xunit;

namespace Claudit.Submissions;

public sealed class SubmissionPathTests
{
    [Theory]
    [InlineData("src/a.ts", "src/a.ts")]
    [InlineData("./src//a.ts", "src/a.ts")]
    [InlineData(@"src\sub\a.ts", "src/sub/a.ts")]
    [InlineData("app/[...slug]/page (1).tsx", "app/[...slug]/page (1).tsx")]
    [InlineData(".github/workflows/ci.yml", ".github/workflows/ci.yml")]
    [InlineData("auxiliary/console.ts", "auxiliary/console.ts")]
    [InlineData("..a/b..ts", "..a/b..ts")]
    [InlineData("größe/消費.cs", "größe/消費.cs")]
    public void A_usable_path_is_made_plain(string submitted, string expected)
    {
        Assert.Equal(expected, SubmissionPath.Clean(submitted, "/files/0", new SubmissionLimits(), out var problem));
        Assert.Null(problem);
    }

    [Theory]
    [InlineData("../a.ts", SubmissionProblems.PathClimbs)]
    [InlineData("src/../../a.ts", SubmissionProblems.PathClimbs)]
    [InlineData(@"src\..\a.ts", SubmissionProblems.PathClimbs)]
    [InlineData("a/..", SubmissionProblems.PathClimbs)]
    [InlineData("/a.ts", SubmissionProblems.PathAbsolute)]
    [InlineData(@"\\server\share\a.ts", SubmissionProblems.PathAbsolute)]
    [InlineData(@"C:\a.ts", SubmissionProblems.PathAbsolute)]
    [InlineData("c:a.ts", SubmissionProblems.PathAbsolute)]
    [InlineData("nul", SubmissionProblems.PathReserved)]
    [InlineData("src/CON.ts", SubmissionProblems.PathReserved)]
    [InlineData("com1.tar/a.ts", SubmissionProblems.PathReserved)]
    [InlineData("src./a.ts", SubmissionProblems.PathReserved)]
    [InlineData("a.ts ", SubmissionProblems.PathReserved)]
    [InlineData("", SubmissionProblems.PathMalformed)]
    [InlineData("./", SubmissionProblems.PathMalformed)]
    [InlineData("a\0.ts", SubmissionProblems.PathMalformed)]
    [InlineData("a\u001b[31m.ts", SubmissionProblems.PathMalformed)]
    [InlineData("a\nb.ts", SubmissionProblems.PathMalformed)]
    public void A_bad_path_is_refused_for_what_is_wrong_with_it(string submitted, string code)
    {
        Assert.Null(SubmissionPath.Clean(submitted, "/files/0", new SubmissionLimits(), out var problem));
        Assert.Equal(code, problem!.Code);
        Assert.Equal("/files/0", problem.Pointer);
        Assert.DoesNotContain(problem.Message, char.IsControl);
    }

    [Fact]
    public void Half_a_character_is_no_name()
    {
        Assert.Null(SubmissionPath.Clean("a\ud800.ts", "", new SubmissionLimits(), out var problem));
        Assert.Equal(SubmissionProblems.PathMalformed, problem!.Code);
        Assert.Equal("a\uFFFD😀.ts", SubmissionPath.Clean("a\uFFFD😀.ts", "", new SubmissionLimits(), out _));
    }

    [Fact]
    public void A_path_may_have_as_many_characters_as_the_limit_names()
    {
        Assert.NotNull(SubmissionPath.Clean(new string('a', 1_024), "", new SubmissionLimits(), out _));
        Assert.Null(SubmissionPath.Clean(new string('a', 1_025), "", new SubmissionLimits(), out var problem));
        Assert.Equal(SubmissionProblems.PathTooLong, problem!.Code);
        Assert.Contains("1024", problem.Message, StringComparison.Ordinal);
        Assert.True(problem.Message.Length < 400);
    }

    [Theory]
    [InlineData("a/b/link", "../c", false)]
    [InlineData("a/b/link", "../../c", false)]
    [InlineData("a/b/link", "../../../c", true)]
    [InlineData("link", "..", true)]
    [InlineData("link", "/etc/passwd", true)]
    [InlineData("link", @"C:\Windows", true)]
    [InlineData("link", "x/../y", false)]
    [InlineData("link", "x/../../y", true)]
    public void A_link_leaves_where_its_target_climbs_over_the_root(string path, string target, bool leaves) =>
        Assert.Equal(leaves, SubmissionPath.Leaves(path, target));
}
