using System.Diagnostics;
using System.Net.Sockets;
using Claudit.Analysis.Rules;
using Claudit.Commands;
using Claudit.Local.Commands;
using Claudit.Local.Serving;
using Xunit;

namespace Claudit.BadInputs;

/// <summary>Every bad input on the command line, which runs in this process unless it reads the standard input.</summary>
public sealed class RefusedCommands : IDisposable
{
    private static readonly Dictionary<string, BadCommand> Commands = BadCommands.All.ToDictionary(command => command.Name);
    private static readonly Dictionary<string, BadArchive> Packed = BadArchives.All.ToDictionary(archive => archive.Name);

    private readonly string _folder = Directory.CreateTempSubdirectory("claudit-").FullName;
    private readonly List<Socket> _sockets = [];

    public static TheoryData<string> CommandNames => [.. Commands.Keys];

    public static TheoryData<string> ArchiveNames => [.. Packed.Keys];

    public void Dispose()
    {
        foreach (var socket in _sockets) socket.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public async Task A_bad_command_is_refused_with_what_is_wrong(string name)
    {
        var command = Commands[name];
        Assert.SkipWhen(OperatingSystem.IsWindows() && command.Special.Length > 0, "Windows has no such files.");
        foreach (var (path, content) in command.Files) Write(path, content);
        foreach (var words in command.Special.Select(special => special.Split(' '))) await MakeAsync(words[0], Full(words[1]), words[^1]);

        var answer = command.Input is { } input ? await ReadingAsync(input, command.Arguments) : await RunAsync(command.Arguments.Split(' '));

        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains(command.Message.Replace("{dir}", _folder, StringComparison.Ordinal), answer.Error);
        Assert.All(answer.Error.TrimEnd('\n').Split('\n'), line => Assert.StartsWith("claudit: ", line, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ArchiveNames))]
    public async Task A_bad_archive_is_refused_or_audited_without_what_is_bad(string name)
    {
        var archive = Packed[name];
        Write($"bad{archive.Ending}", archive.Content);

        var answer = await RunAsync("audit", $"{{dir}}/bad{archive.Ending}");

        if (archive.Skipped is { } skipped)
        {
            Assert.Equal((0, ""), (answer.Code, answer.Error));
            Assert.Contains(skipped, answer.Output);
            return;
        }

        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.StartsWith(
            archive.Code == "archive-malformed" ? $"claudit: The archive 'bad{archive.Ending}' cannot be read: " : $"claudit: {archive.Message}",
            answer.Error, StringComparison.Ordinal);
        Assert.Contains(archive.Message, answer.Error);
    }

    private async Task<Answer> RunAsync(params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        var line = new CommandLine(new Terminal { Output = output, Error = error }, [.. RuleBook.All.Select(rule => rule.Info)], ClauditHost.RunAsync);
        var code = await line.RunAsync([.. arguments.Select(argument => argument.Replace("{dir}", _folder, StringComparison.Ordinal))]);
        return new Answer(code, output.ToString(), error.ToString());
    }

    private static async Task<Answer> ReadingAsync(byte[] input, string arguments)
    {
        using var claudit = new ClauditProgram();
        var answer = await claudit.RunAsync(input, arguments.Split(' '));
        return answer with { Error = answer.Error.ReplaceLineEndings("\n") };
    }

    private void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Full(path))!);
        File.WriteAllBytes(Full(path), content);
    }

    private async Task MakeAsync(string kind, string path, string target)
    {
        if (kind == "link")
        {
            File.CreateSymbolicLink(path, target);
        }
        else if (kind == "socket")
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            _sockets.Add(socket);
            socket.Bind(new UnixDomainSocketEndPoint(path));
        }
        else
        {
            using var process = Process.Start("mkfifo", [path]);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, process.ExitCode);
        }
    }

    private string Full(string path) => Path.Combine(_folder, path);
}
