using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Claudit.Commands;

/// <summary>The built program, run as a process in a folder of the test's own.</summary>
internal sealed class ClauditProgram : IDisposable
{
    /// <summary>Only so that a program that hangs fails its test.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "claudit.dll");

    public string Folder { get; } = Directory.CreateTempSubdirectory("claudit-cli-").FullName;

    public Dictionary<string, string> Environment { get; } = [];

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public string Full(string path) => Path.Combine(Folder, path);

    public ClauditProgram Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Full(path))!);
        File.WriteAllText(Full(path), text);
        return this;
    }

    public Task<Answer> RunAsync(params string[] arguments) => RunAsync([], arguments);

    public async Task<Answer> RunAsync(byte[] input, string[] arguments)
    {
        using var process = Start("dotnet", [Assembly, .. arguments]);
        return await EndAsync(process, input);
    }

    /// <summary>The report in JSON.</summary>
    public async Task<JsonElement> ReportAsync(params string[] arguments)
    {
        var answer = await RunAsync(["audit", .. arguments, "--format", "json"]);
        Assert.Equal("", answer.Error);
        return JsonElement.Parse(answer.Output);
    }

    public Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        // Whoever runs the tests may have turned colours off for himself.
        start.Environment.Remove("NO_COLOR");
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static async Task<Answer> EndAsync(Process process, byte[] input)
    {
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, patience.Token);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program had read enough, or was refused its arguments.
        }

        try
        {
            var answer = new Answer(0, await output, await error);
            await process.WaitForExitAsync(patience.Token);
            return answer with { Code = process.ExitCode };
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}

/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record Answer(int Code, string Output, string Error);
