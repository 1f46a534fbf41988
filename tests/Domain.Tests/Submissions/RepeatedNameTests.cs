using Xunit;

namespace Claudit.Submissions;

/// <summary>Names that some systems cannot tell apart. The second of them refuses the submission, or is skipped.</summary>
public sealed class RepeatedNameTests
{
    private const string Code = "f()\n";

    [Theory]
    [InlineData("a.ts", "a.ts", "'a.ts' is there twice: send each file once.")]
    [InlineData("a.ts", "A.ts", "'A.ts' and 'a.ts' differ in case alone, which not every system can store: rename one.")]
    [InlineData("\u00E9.ts", "\u00C9.ts", "'\u00C9.ts' and '\u00E9.ts' differ in case alone, which not every system can store: rename one.")]
    [InlineData("\u00E9.ts", "e\u0301.ts", "'e\u0301.ts' and '\u00E9.ts' differ in their Unicode normal form alone, which not every system can store: rename one.")]
    [InlineData("\uAC01/a.ts", "\u1100\u1161\u11A8/a.ts", "'\u1100\u1161\u11A8/a.ts' and '\uAC01/a.ts' differ in their Unicode normal form alone, which not every system can store: rename one.")]
    [InlineData("\u212B.ts", "\u00C5.ts", "'\u00C5.ts' and '\u212B.ts' differ in their Unicode normal form alone, which not every system can store: rename one.")]
    [InlineData("\u00C9.ts", "e\u0301.TS", "'e\u0301.TS' and '\u00C9.ts' differ in case and their Unicode normal form alone, which not every system can store: rename one.")]
    public void A_name_that_is_there_already_is_refused_or_skipped(string first, string second, string message)
    {
        Assert.Equal(message, Assert.Single(Reading.Of((first, Code), (second, Code)).Problems).Message);
        Assert.Equal([SubmissionProblems.PathRepeated], Reading.Of(new ZipSource(Reading.Zip((first, Code), (second, Code)))).Codes);
        Assert.Equal([SubmissionProblems.PathRepeated], Reading.Of(new TarGzSource(Reading.TarGz((first, Code), (second, Code)))).Codes);

        var lenient = Reading.Of(Reading.Listed((first, Code), (second, Code)), new SubmissionLimits { UnfitFiles = UnfitFiles.Skip });
        Assert.Equal([first], lenient.Audited);
        Assert.Equal([$"{second}: {SkipReason.RepeatedName}"], lenient.Skipped);
    }

    [Theory]
    [InlineData("\uFB01.ts", "fi.ts")]
    [InlineData("e.ts", "\u00E9.ts")]
    [InlineData("stra\u00DFe.ts", "strasse.ts")]
    [InlineData("\u0430.ts", "a.ts")]
    [InlineData("a\u0300\u0301.ts", "a\u0301\u0300.ts")]
    public void Names_that_differ_in_more_are_two(string first, string second) =>
        Assert.Equal(2, Reading.Of((first, Code), (second, Code)).Files.Count);
}
