using System.Text.RegularExpressions;
using Claudit.Findings;
using Xunit;

namespace Claudit.Reports;

public class TextRendererTests
{
    private static readonly Report Report = SampleAudit.Report(
        SampleAudit.Finding("deduplication", Severity.Critical, lines: 2, evidence: "const key = randomUUID();\n  await send(key);"));

    [Fact]
    public void It_begins_and_ends_with_the_score_and_its_coverage()
    {
        var lines = Lines(TextRenderer.Render(Report, TextStyle.Plain));

        Assert.Equal("Metered Billing: score 4.0 of 10, 5 of 5 dimensions assessed", lines[0]);
        Assert.Equal("1 Critical, 0 High, 0 Medium, 0 Low", lines[1]);
        Assert.Equal("Score 4.0 of 10, 5 of 5 dimensions assessed. 1 Critical, 0 High, 0 Medium, 0 Low.", lines[^1]);
    }

    [Fact]
    public void A_finding_has_its_place_and_its_lines_with_their_numbers()
    {
        var lines = Lines(TextRenderer.Render(Report, TextStyle.Plain));
        var first = lines.FindIndex(line => line.StartsWith("  MTR-001 CRITICAL", StringComparison.Ordinal));

        Assert.Equal(
            [
                "  MTR-001 CRITICAL  The usage event is sent once and then forgotten",
                "  src/usage.ts:10-11  CERTAIN VULNERABILITY  deduplication/sent-and-forgotten",
                "      10 │ const key = randomUUID();",
                "      11 │   await send(key);",
                "    `meter.record` is awaited in the request path, and nothing repeats it when it fails.",
                "    → Write the event to the outbox in the same transaction,",
                "      and let the relay send it with `retry`.",
            ],
            lines[first..(first + 7)]);
    }

    [Fact]
    public void Every_check_has_its_verdict_and_skipped_files_are_counted()
    {
        var text = TextRenderer.Render(Report, TextStyle.Plain);

        Assert.Equal(1, Lines(text).Count(line => line == "  fail      Is it retried on failure?"));
        Assert.Equal(5, Lines(text).Count(line => line == "  pass      Is it retried on failure?"));
        Assert.Equal(6, Lines(text).Count(line => line == "  not shown Is it persisted first?"));
        Assert.Contains("2 files skipped\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_change_nothing_but_escape_sequences()
    {
        var plain = TextRenderer.Render(Report, TextStyle.Plain);
        var coloured = TextRenderer.Render(Report, TextStyle.Ansi);

        Assert.DoesNotContain('\e', plain);
        Assert.Equal(plain, Regex.Replace(coloured, "\e\\[[0-9;]*m", "", RegexOptions.NonBacktracking));
    }

    [Fact]
    public void Only_quoted_code_and_words_that_cannot_be_broken_pass_the_hundredth_column()
    {
        var report = SampleAudit.Report([.. SampleAudit.RandomFindings(new Random(3), 30).Select(finding => finding with
        {
            Title = string.Join(' ', Enumerable.Repeat("a rather long title", 20)),
            Description = string.Join(' ', Enumerable.Repeat("and a long description", 20)),
        })]);

        Assert.All(Lines(TextRenderer.Render(report, TextStyle.Plain)), line => Assert.InRange(line.Length, 0, 100));
    }

    private static List<string> Lines(string text) => [.. text.TrimEnd('\n').Split('\n')];
}
