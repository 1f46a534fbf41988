using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Claudit.Commands;

/// <summary>Pipes, sockets and devices among the files: nobody waits for what they give.</summary>
public sealed class SpecialFiles : IDisposable
{
    private const string Code = "export const rate = 3;\n";

    private readonly ClauditProgram _claudit = new ClauditProgram().Write("src/meter.ts", Code).Write("src/empty.ts", "");

    public SpecialFiles() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");

    public void Dispose() => _claudit.Dispose();

    [Fact]
    public async Task In_a_folder_it_is_skipped_and_listed()
    {
        using var socket = Bind("src/socket");
        MakePipe("src/pipe.ts");

        var submission = (await _claudit.ReportAsync("src")).GetProperty("submission");

        Assert.Equal(1, submission.GetProperty("files").GetInt32());
        Assert.Equal(
            ["empty.ts: empty", "pipe.ts: special file", "socket: special file"],
            submission.GetProperty("skipped").EnumerateArray().Select(file => $"{file.GetProperty("path")}: {file.GetProperty("reason")}"));
    }

    [Fact]
    public async Task The_name_of_standard_input_is_as_good_as_a_dash()
    {
        var answer = await _claudit.RunAsync(Encoding.UTF8.GetBytes(Code), ["audit", "/dev/stdin", "--path", "src/meter.ts", "--format", "json"]);

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Equal(1, JsonElement.Parse(answer.Output).GetProperty("submission").GetProperty("files").GetInt32());
    }

    [Fact]
    public async Task The_output_of_a_command_is_refused_with_how_to_pass_it_on()
    {
        using var process = _claudit.Start("bash", "-c", $"dotnet '{ClauditProgram.Assembly}' audit <(cat src/meter.ts)");
        var answer = await ClauditProgram.EndAsync(process, []);

        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.EndsWith("not a file: pass on what it gives to 'claudit audit - --path NAME'.\n", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pipe")]
    [InlineData("link")]
    [InlineData("socket")]
    public async Task As_the_output_it_is_refused_before_anybody_waits_for_a_reader(string path)
    {
        using var socket = Bind("socket");
        MakePipe("pipe");
        File.CreateSymbolicLink(_claudit.Full("link"), "pipe");

        var answer = await _claudit.RunAsync("audit", "src", "--output", path);

        Assert.Equal(
            (2, "", $"claudit: --output '{path}' is a pipe, a socket or a disk, not a file: name a file, or pass on the standard output.\n"),
            (answer.Code, answer.Output, answer.Error));
    }

    [Fact]
    public async Task A_pipe_that_a_shell_has_opened_takes_the_output()
    {
        using var process = _claudit.Start("bash", "-c", $"dotnet '{ClauditProgram.Assembly}' audit src --output >(cat > report.txt) && wait $!");
        var answer = await ClauditProgram.EndAsync(process, []);

        Assert.Equal(0, answer.Code);
        Assert.StartsWith("Metered Billing", File.ReadAllText(_claudit.Full("report.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_as_standard_input_is_refused_with_what_to_do()
    {
        using var process = _claudit.Start("bash", "-c", $"dotnet '{ClauditProgram.Assembly}' audit - < src");
        var answer = await ClauditProgram.EndAsync(process, []);

        Assert.Equal((2, "", "claudit: Standard input is a folder: give its path instead of '-'.\n"), (answer.Code, answer.Output, answer.Error));
    }

    private void MakePipe(string path)
    {
        using var process = Process.Start("mkfifo", [_claudit.Full(path)]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private Socket Bind(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_claudit.Full(path)));
        return socket;
    }
}
