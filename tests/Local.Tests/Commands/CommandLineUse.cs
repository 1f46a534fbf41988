using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Claudit.Analysis.Rules;
using Claudit.Local.Commands;
using Xunit;

namespace Claudit.Commands;

/// <summary>What every command has in common: help, mistakes, and the end.</summary>
public sealed class CommandLineUse : IDisposable
{
    private readonly ClauditProgram _claudit = new();

    public void Dispose() => _claudit.Dispose();

    [Theory]
    [InlineData("", "audit <PATH>", "serve", "catalog", "rules", "--version", "--debug")]
    [InlineData("audit", "PATH", "--audit", "--format <text|markdown|json|sarif|html>", "--output", "--fail-on", "--min-severity", "--path")]
    [InlineData("serve", "--urls", "--data", "http://127.0.0.1:7071")]
    [InlineData("catalog", "AUDIT")]
    [InlineData("rules", "RULE")]
    public async Task Help_names_what_can_be_given_and_shows_examples(string command, params string[] words)
    {
        var answer = await _claudit.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        foreach (var word in words) Assert.Contains(word, answer.Output);
        Assert.Contains($"Examples:{Environment.NewLine}  claudit {command}".TrimEnd(), answer.Output);
    }

    [Fact]
    public async Task The_version_is_told()
    {
        var answer = await _claudit.RunAsync("--version");
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Matches(@"^\d+\.\d+\.\d+", answer.Output);
    }

    [Fact]
    public async Task What_a_message_quotes_cannot_steer_a_terminal()
    {
        var answer = await _claudit.RunAsync("audit", "\e[2Jgone\u202E");
        Assert.DoesNotContain('\e', answer.Error);
        Assert.DoesNotContain('\u202E', answer.Error);
        Assert.Contains("⟨U+001B⟩[2Jgone⟨U+202E⟩", answer.Error);
    }

    [Fact]
    public async Task Ctrl_C_ends_an_audit_without_a_report()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no signal to send.");
        // Whoever runs the tests in the background may have turned the signal off.
        using var process = _claudit.Start("env", "--default-signal=INT", "dotnet", ClauditProgram.Assembly, "audit", "-");
        // More than a pipe holds: once it is written, the program is reading.
        await process.StandardInput.BaseStream.WriteAsync(new byte[1 << 20], TestContext.Current.CancellationToken);
        using var kill = _claudit.Start("kill", "-INT", $"{process.Id}");
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((130, ""), (process.ExitCode, await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_server_says_where_it_listens_and_ends_when_it_is_told_to(string signal)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no signal to send.");
        using var server = _claudit.Start(
            "env", $"--default-signal={signal}", "dotnet", ClauditProgram.Assembly, "serve", "--urls", "http://127.0.0.1:0", "--data", "kept");
        var cancel = TestContext.Current.CancellationToken;
        try
        {
            var greeting = await server.StandardOutput.ReadLineAsync(cancel);
            var address = Regex.Match(greeting ?? "", @"http://127\.0\.0\.1:\d+").Value;
            using var client = new HttpClient();
            Assert.Contains("metered-billing", await client.GetStringAsync(new Uri($"{address}/api/v1/catalog"), cancel));

            using var kill = _claudit.Start("kill", $"-{signal}", $"{server.Id}");
            await server.WaitForExitAsync(cancel);
            Assert.Equal(0, server.ExitCode);
        }
        finally
        {
            if (!server.HasExited) server.Kill();
        }
    }

    public static TheoryData<string, string> Obstacles => new()
    {
        { "port", "Cannot listen on {url}: Failed to bind to address {url}: address already in use. Choose another address with --urls." },
        { "foreign", "Cannot listen on http://203.0.113.5:7071: " },
        { "file", "The data folder '{data}' cannot be created; choose another with --data." },
        { "lock", "The data folder '{data}' cannot be written to; choose another with --data." },
        { "objects", "The data folder '{data}' cannot be used: " },
    };

    [Theory]
    [MemberData(nameof(Obstacles))]
    public async Task What_keeps_a_server_from_starting_is_told_in_one_line(string obstacle, string message)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = obstacle == "foreign" ? "http://203.0.113.5:7071" : $"http://{taken.LocalEndpoint}";
        var data = Path.Combine(_claudit.Folder, "kept");
        if (obstacle == "file") File.WriteAllText(data, "");
        if (obstacle == "lock") Directory.CreateDirectory(Path.Combine(data, "lock"));
        if (obstacle == "objects") File.WriteAllText(Path.Combine(Directory.CreateDirectory(data).FullName, "objects"), "");

        var answer = await _claudit.RunAsync("serve", "--urls", url, "--data", data);

        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.StartsWith("claudit: " + message.Replace("{url}", url).Replace("{data}", data), answer.Error, StringComparison.Ordinal);
        Assert.Single(answer.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_fault_of_ours_is_one_line_and_a_request_to_report_it()
    {
        var answer = await FaultyAsync();
        Assert.Equal(ExitCode.Fault, answer.Code);
        Assert.Equal(
            "claudit: Internal error: InvalidOperationException: out of order\n"
            + "claudit: This is a bug of Claudit. Please report it with what the same command prints with --debug.\n",
            answer.Error);
    }

    [Fact]
    public async Task Debug_shows_where_a_fault_is() =>
        Assert.Contains(nameof(FaultyAsync), (await FaultyAsync("--debug")).Error);

    private static async Task<Answer> FaultyAsync(params string[] more)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        var terminal = new Terminal { Output = output, Error = error };
        var line = new CommandLine(terminal, [.. RuleBook.All.Select(rule => rule.Info)], (_, _, _) => throw new InvalidOperationException("out of order"));
        return new Answer(await line.RunAsync(["serve", .. more]), output.ToString(), error.ToString());
    }
}
