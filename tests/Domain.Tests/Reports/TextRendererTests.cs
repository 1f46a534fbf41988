using System.Text.RegularExpressions;
using Claudit.Findings;
using Claudit.Submissions;
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
    public void Of_a_rule_three_findings_stand_in_full_and_each_further_one_in_a_line_of_its_own()
    {
        var report = SampleAudit.Report([.. Many("deduplication", Severity.Critical, 120), .. Many("limits", Severity.Medium, 3)]);
        var lines = Lines(TextRenderer.Render(report, TextStyle.Plain));

        Assert.Equal("  src/file000.ts:10  CERTAIN VULNERABILITY  deduplication/sent-and-forgotten (120 findings)", lines[lines.FindIndex(line => line.StartsWith("  MTR-001 ", StringComparison.Ordinal)) + 1]);
        Assert.Equal(3, lines.Count(line => line.Contains("CRITICAL  The usage event", StringComparison.Ordinal)));
        Assert.Equal(3, lines.Count(line => line.Contains("MEDIUM  The usage event", StringComparison.Ordinal)));
        var first = lines.IndexOf("  117 more of deduplication/sent-and-forgotten:");
        Assert.Equal(
            ["  MTR-004 CRITICAL  src/file003.ts:10", "  MTR-005 CRITICAL  src/file004.ts:10", "  MTR-120 CRITICAL  src/file119.ts:10", ""],
            [lines[first + 1], lines[first + 2], lines[first + 117], lines[first + 118]]);
        Assert.DoesNotContain(lines, line => line.Contains("limits/sent-and-forgotten (", StringComparison.Ordinal));
    }

    [Fact]
    public void Past_three_hundred_lines_findings_are_counted_with_what_shows_them_and_none_is_passed_over()
    {
        var report = SampleAudit.Report([.. Many("deduplication", Severity.Critical, 250), .. Many("limits", Severity.High, 100), .. Many("observability", Severity.High, 50)]);
        var lines = Lines(TextRenderer.Render(report, TextStyle.Plain));

        const string Shown = "--format markdown and --format json show all of them (over HTTP, ?format=).";
        Assert.Equal(9 + 300, lines.Count(line => line.StartsWith("  MTR-", StringComparison.Ordinal)));
        Assert.Contains($" and 44 that are not listed here: {Shown}", Unwrapped(lines), StringComparison.Ordinal);
        Assert.Contains($" 47 that are not listed here: {Shown}", Unwrapped(lines), StringComparison.Ordinal);
        Assert.Contains("and 391 more of the same rules, which are listed above: --format markdown", Unwrapped(lines), StringComparison.Ordinal);
        Assert.Equal(9, lines.Count(line => Regex.IsMatch(line, @"^ +\d+\. MTR-")));
    }

    [Fact]
    public void A_further_finding_that_says_something_else_says_it_in_its_line()
    {
        var report = SampleAudit.Report([.. Many("limits", Severity.High, 4), SampleAudit.Finding("limits", path: "src/other.ts", title: "Another defect")]);

        Assert.Contains("  MTR-005 HIGH  src/other.ts:10 Another defect", Lines(TextRenderer.Render(report, TextStyle.Plain)));
    }

    [Fact]
    public void Lists_that_are_cut_say_so()
    {
        var input = SampleAudit.Input(SampleAudit.Results(
            [SampleAudit.Finding() with { Locations = [.. Enumerable.Range(1, 50).Select(line => new Location("src/usage.ts", line, line))] }]));
        var report = ReportBuilder.Build(input with
        {
            Manifest = input.Manifest with
            {
                Masked = [.. Enumerable.Range(1, 45).Select(line => new MaskedSecret("key", "src/usage.ts", line))],
                Notes = [.. Enumerable.Range(1, 33).Select(number => new FileNote($"file{number}", "Read as Latin-1."))],
            },
        });
        var text = Unwrapped(Lines(TextRenderer.Render(report, TextStyle.Plain)));

        Assert.Contains("src/usage.ts:21 and 29 more", text, StringComparison.Ordinal);
        Assert.Contains("src/usage.ts:20 (key) and 25 more", text, StringComparison.Ordinal);
        Assert.Contains("and 13 files with notes more", text, StringComparison.Ordinal);
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

    private static IEnumerable<Finding> Many(string section, Severity severity, int count) => Enumerable.Range(0, count).Select(number =>
        SampleAudit.Finding(section, severity, path: $"src/file{number:000}.ts"));

    private static string Unwrapped(IEnumerable<string> lines) =>
        Regex.Replace(string.Join('\n', lines), @"\s+", " ");

    private static List<string> Lines(string text) => [.. text.TrimEnd('\n').Split('\n')];
}
