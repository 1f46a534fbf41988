using System.IO.Compression;
using System.Text.Json.Nodes;
using Xunit;

namespace Claudit.Commands;

/// <summary>A report never replaces what it is about.</summary>
public sealed class OutputAmongInputs : IDisposable
{
    private const string Code = "export const rate = 3;\n";

    private readonly ClauditProgram _claudit = new ClauditProgram().Write("src/meter.ts", Code).Write("src/.gitignore", "*.html\n").Write("src/report.html", "old");

    public void Dispose() => _claudit.Dispose();

    [Theory]
    [InlineData("src/meter.ts", "src/meter.ts")]
    [InlineData("src/meter.ts", "./src/../src/meter.ts")]
    [InlineData("src", "src/meter.ts")]
    [InlineData("src", "src/.gitignore")]
    [InlineData(".", "src/meter.ts")]
    [InlineData("src.zip", "src.zip")]
    public Task A_file_that_is_audited_is_no_output(string path, string output) => RefusesAsync(path, output);

    [Theory]
    [InlineData("src/meter.ts", "link/meter.ts")]
    [InlineData("link/meter.ts", "src/meter.ts")]
    [InlineData("link", "src/meter.ts")]
    [InlineData("src", "link/meter.ts")]
    [InlineData("src", "meter.txt")]
    [InlineData("meter.txt", "src/meter.ts")]
    public async Task Nor_is_it_by_way_of_a_link(string path, string output)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Links need a privilege here.");
        Directory.CreateSymbolicLink(_claudit.Full("link"), "src");
        File.CreateSymbolicLink(_claudit.Full("meter.txt"), _claudit.Full("src/meter.ts"));
        await RefusesAsync(path, output);
    }

    [Fact]
    public async Task Nor_is_it_when_a_shell_opens_it()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("Only Linux tells which file standard input is.");
        using var process = _claudit.Start("bash", "-c", $"dotnet '{ClauditProgram.Assembly}' audit - --output src/meter.ts < src/meter.ts");
        Assert.Equal(2, (await ClauditProgram.EndAsync(process, [])).Code);
        Assert.Equal(Code, File.ReadAllText(_claudit.Full("src/meter.ts")));
    }

    [Theory]
    [InlineData("src/new.html")]
    [InlineData("src/new.ts")]
    [InlineData("src/report.html")]
    public async Task A_new_file_or_one_that_is_not_audited_may_stand_among_those_that_are(string output)
    {
        Assert.Equal(0, (await _claudit.RunAsync("audit", "src", "--output", output)).Code);
        Assert.StartsWith("Metered Billing", File.ReadAllText(_claudit.Full(output)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_report_in_a_folder_is_left_out_and_replaced()
    {
        _claudit.Write("src/report.json", "{ \"old\": true }");
        Assert.Equal(0, (await _claudit.RunAsync("audit", "src", "--format", "json", "--output", "src/report.json")).Code);
        var first = JsonNode.Parse(File.ReadAllText(_claudit.Full("src/report.json")))!;
        Assert.Equal(0, (await _claudit.RunAsync("audit", "src", "--format", "json", "--output", "src/report.json")).Code);
        var second = JsonNode.Parse(File.ReadAllText(_claudit.Full("src/report.json")))!;
        Assert.Equal((string?)first["submission"]!["fingerprint"], (string?)second["submission"]!["fingerprint"]);
        Assert.Contains(second["submission"]!["skipped"]!.AsArray(), skipped => (string?)skipped!["path"] == "report.json" && (string?)skipped["reason"] == "output of the audit");
    }

    [Fact]
    public async Task A_device_may_be_an_output()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no such files.");
        Assert.StartsWith("Metered Billing", (await _claudit.RunAsync("audit", "src", "--output", "/dev/stdout")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await _claudit.RunAsync("audit", "src", "--output", "/dev/null")).Code);
        Assert.Equal(0, new FileInfo("/dev/null").Length);
    }

    private async Task RefusesAsync(string path, string output)
    {
        ZipFile.CreateFromDirectory(_claudit.Full("src"), _claudit.Full("src.zip"));
        var before = File.ReadAllBytes(_claudit.Full(output));

        var answer = await _claudit.RunAsync("audit", path, "--output", output);

        Assert.Equal(
            (2, "", $"claudit: --output '{output}' is one of the files to audit, and the report would replace it: name another file, or delete it first.\n"),
            (answer.Code, answer.Output, answer.Error.ReplaceLineEndings("\n")));
        Assert.Equal(before, File.ReadAllBytes(_claudit.Full(output)));
    }
}
