using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Claudit.Commands;

/// <summary>Where <c>claudit audit</c> writes its report, and how.</summary>
public sealed partial class AuditReports : IDisposable
{
    private const string Code =
        """
        export async function record(units: number) {
          for (let attempt = 0; attempt < 4; attempt++) {
            try { return await stripe.billing.meterEvents.create({ event_name: "tokens", identifier: crypto.randomUUID(), payload: { value: `${units}` } }); } catch (error) { if (attempt === 3) throw error; }
          }
        }

        """;

    private readonly ClauditProgram _claudit = new ClauditProgram().Write("src/meter.ts", Code);

    public void Dispose() => _claudit.Dispose();

    [Fact]
    public async Task Text_gives_score_with_coverage_and_totals_first()
    {
        var lines = (await _claudit.RunAsync("audit", "src")).Output.Split('\n');
        Assert.Matches(@"^Metered Billing: score .+, \d of 5 dimensions assessed$", lines[0]);
        Assert.Matches(@"^\d+ Critical, \d+ High, \d+ Medium, \d+ Low$", lines[1]);
    }

    [Fact]
    public async Task Text_shows_a_finding_with_its_place_and_the_lines_there()
    {
        var report = (await _claudit.RunAsync("audit", "src")).Output;
        Assert.Matches(@"MTR-001 CRITICAL  \S", report);
        Assert.Contains("  meter.ts:3  CERTAIN VULNERABILITY  deduplication/random-key-in-retry\n", report);
        Assert.Contains("     3 │     try { return await stripe.billing.meterEvents.create(", report);
    }

    [Fact]
    public async Task The_same_submission_gives_the_same_bytes_as_text()
    {
        var first = await _claudit.RunAsync("audit", "src");
        var second = await _claudit.RunAsync("audit", "src");
        Assert.Equal((0, "", first.Output), (second.Code, second.Error, second.Output));
    }

    [Fact]
    public async Task Json_parses_and_names_the_audit() =>
        Assert.Equal("metered-billing", (await _claudit.ReportAsync("src")).GetProperty("audit").GetProperty("id").GetString());

    [Fact]
    public async Task Sarif_parses_and_names_its_version() =>
        Assert.Equal("2.1.0", JsonElement.Parse(await ReportAsync("sarif")).GetProperty("version").GetString());

    [Fact]
    public async Task Markdown_has_all_ten_headings() =>
        Assert.Equal(Enumerable.Range(1, 10).Select(number => $"{number}"), Heading().Matches(await ReportAsync("markdown")).Select(match => match.Groups[1].Value));

    [Fact]
    public async Task Html_is_one_whole_page()
    {
        var page = await ReportAsync("html");
        Assert.StartsWith("<!doctype html>", page, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("</html>", page.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_file_gets_what_standard_output_would()
    {
        var shown = await _claudit.RunAsync("audit", "src");
        var written = await _claudit.RunAsync("audit", "src", "--output", "report.txt");
        Assert.Equal((0, "", "claudit: The report is in 'report.txt'.\n"), (written.Code, written.Output, written.Error.ReplaceLineEndings("\n")));
        Assert.Equal(shown.Output, File.ReadAllText(_claudit.Full("report.txt")));
        Assert.Equal(["report.txt", "src"], Entries());
    }

    [Fact]
    public async Task An_output_file_is_replaced_by_a_report_and_by_nothing_else()
    {
        _claudit.Write("report.json", "what it held before");
        Assert.Equal(2, (await _claudit.RunAsync("audit", "gone", "--output", "report.json")).Code);
        Assert.Equal("what it held before", File.ReadAllText(_claudit.Full("report.json")));

        Assert.Equal(0, (await _claudit.RunAsync("audit", "src", "--output", "report.json", "--format", "json")).Code);
        Assert.Equal(JsonValueKind.Object, JsonElement.Parse(File.ReadAllText(_claudit.Full("report.json"))).ValueKind);
        Assert.Equal(["report.json", "src"], Entries());
    }

    [Fact]
    public async Task An_output_link_stays_a_link()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Links need a privilege here.");
        _claudit.Write("kept/report.txt", "old");
        File.CreateSymbolicLink(_claudit.Full("latest.txt"), _claudit.Full("kept/report.txt"));
        Assert.Equal(0, (await _claudit.RunAsync("audit", "src", "--output", "latest.txt")).Code);
        Assert.NotNull(new FileInfo(_claudit.Full("latest.txt")).LinkTarget);
        Assert.StartsWith("Metered Billing", File.ReadAllText(_claudit.Full("kept/report.txt")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing/report.txt", "The folder of --output 'missing/report.txt' does not exist; create it first.")]
    [InlineData("src", "--output 'src' is a folder; name a file in it.")]
    public async Task An_output_that_cannot_be_is_refused(string output, string message)
    {
        var answer = await _claudit.RunAsync("audit", "src", "--output", output);
        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains(message, answer.Error);
        Assert.Equal(["src"], Entries());
    }

    [Theory]
    [InlineData("critical")]
    [InlineData("high")]
    [InlineData("medium")]
    [InlineData("low")]
    [InlineData("none")]
    public async Task Findings_at_or_above_the_threshold_fail(string threshold)
    {
        var totals = (await _claudit.ReportAsync("src")).GetProperty("summary").GetProperty("totals");
        string[] severities = ["critical", "high", "medium", "low"];
        Assert.NotEqual(0, totals.GetProperty("critical").GetInt32());
        var counted = severities.TakeWhile(severity => severity != threshold).Append(threshold).Where(_ => threshold != "none")
            .Sum(severity => totals.GetProperty(severity).GetInt32());

        var answer = await _claudit.RunAsync("audit", "src", "--fail-on", threshold, "--min-severity", "critical");

        Assert.Equal(counted > 0 ? 1 : 0, answer.Code);
        Assert.StartsWith("Metered Billing: score", answer.Output, StringComparison.Ordinal);
        Assert.Equal(counted > 0, answer.Error.Contains("(--fail-on)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Severities_and_formats_are_known_in_any_case()
    {
        Assert.Equal(1, (await _claudit.RunAsync("audit", "src", "--fail-on", "Critical")).Code);
        var report = await _claudit.RunAsync("audit", "src", "--format", "JSON", "--min-severity", "HIGH", "--fail-on", "None");
        Assert.Equal((0, ""), (report.Code, report.Error));
        Assert.Equal(JsonValueKind.Object, JsonElement.Parse(report.Output).ValueKind);
    }

    [Fact]
    public async Task No_finding_below_the_least_severity_is_shown()
    {
        var report = await _claudit.ReportAsync("src", "--min-severity", "high");
        var shown = report.GetProperty("sections").EnumerateArray().SelectMany(section => section.GetProperty("findings").EnumerateArray());
        Assert.All(shown, finding => Assert.Contains(finding.GetProperty("severity").GetString(), new[] { "Critical", "High" }));
    }

    [Fact]
    public async Task A_pipe_gets_no_colours_whatever_the_environment_says()
    {
        _claudit.Environment["TERM"] = "xterm-256color";
        _claudit.Environment["GITHUB_ACTIONS"] = "true";
        var answer = await _claudit.RunAsync("audit", "src");
        Assert.DoesNotContain('\e', answer.Output);
        Assert.Equal("", answer.Error);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("NO_COLOR", false)]
    public async Task A_terminal_gets_colours_unless_they_are_unwanted(string variable, bool colours)
    {
        if (variable.Length > 0) _claudit.Environment[variable] = "1";
        var shown = await OnTerminalAsync("audit src 2>errors");
        Assert.Contains("Metered Billing", shown);
        Assert.Equal(colours, shown.Contains("\e[1m", StringComparison.Ordinal));
        Assert.Equal("", File.ReadAllText(_claudit.Full("errors")));
    }

    [Fact]
    public async Task A_terminal_shows_progress_beside_a_report_that_goes_elsewhere()
    {
        Assert.Contains("Reading", await OnTerminalAsync("audit src --format json >report.json"));
        Assert.Equal(JsonValueKind.Object, JsonElement.Parse(File.ReadAllText(_claudit.Full("report.json"))).ValueKind);
    }

    private async Task<string> OnTerminalAsync(string command)
    {
        if (!File.Exists("/usr/bin/script")) Assert.Skip("script(1), which gives a program a terminal, is not installed.");
        _claudit.Environment["TERM"] = "xterm-256color";
        using var process = _claudit.Start("/usr/bin/script", "-qec", $"dotnet '{ClauditProgram.Assembly}' {command}", "/dev/null");
        return (await ClauditProgram.EndAsync(process, [])).Output;
    }

    private async Task<string> ReportAsync(string format)
    {
        var answer = await _claudit.RunAsync("audit", "src", "--format", format);
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        return answer.Output;
    }

    private IEnumerable<string?> Entries() => Directory.EnumerateFileSystemEntries(_claudit.Folder).Select(Path.GetFileName).Order();

    [GeneratedRegex(@"^## (\d+)\. ", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
