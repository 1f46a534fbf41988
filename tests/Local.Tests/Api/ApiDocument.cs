using System.Text.RegularExpressions;
using Xunit;

namespace Claudit.Api;

/// <summary>docs/api.md against the server that it describes.</summary>
public sealed class ApiDocument : IAsyncLifetime
{
    private static readonly string Document = File.ReadAllText(Shell.InRepository("docs", "api.md"));

    private readonly Server _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Its_examples_work_as_they_stand()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The examples are for a POSIX shell.");
        var folder = Directory.CreateDirectory(Path.Combine(_server.Folder, "examples")).FullName;
        var script = string.Join('\n', Shell.Blocks(Document));

        var output = await Shell.RunAsync(script.Replace("http://127.0.0.1:7071", _server.Client.Address), folder);

        Assert.Contains("\"modelCalls\":0", output);
        Assert.Contains("id: 4\nevent: ", output);
        Assert.Contains("event: end\ndata: {\"state\":\"completed\"}", output);
        Assert.Contains("\"code\":\"option-not-served\"", output);
        Assert.Contains("202\n202\n", output);
        Assert.Contains("\"status\":\"ready\"", output);
        Assert.Single(Regex.Matches(output, "\"code\":"));
        Assert.StartsWith("<!DOCTYPE html>", await ReadAsync("report.html"));
        Assert.Contains("## 1. Executive Summary", await ReadAsync("report.md"));
        Assert.Contains("\"version\": \"2.1.0\"", await ReadAsync("report.sarif"));
        Assert.Contains("\"schemaVersion\"", await ReadAsync("report.json"));

        Task<string> ReadAsync(string name) => File.ReadAllTextAsync(Path.Combine(folder, name), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Its_table_has_every_error_under_its_status()
    {
        var documented = Regex.Matches(Document, @"^\| (\d{3}) \| (.*) \|$", RegexOptions.Multiline)
            .SelectMany(row => Regex.Matches(row.Groups[2].Value, "`([a-z0-9-]+)`").Select(code => (Code: code.Groups[1].Value, Status: int.Parse(row.Groups[1].Value, null))));

        Assert.Equal(ProblemTypes.All.Select(type => (type.Code, type.Status)).Order(), documented.Order());
    }
}
