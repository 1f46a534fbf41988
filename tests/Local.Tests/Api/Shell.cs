using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace Claudit.Api;

/// <summary>Runs what a document tells its reader to type.</summary>
internal static class Shell
{
    /// <summary>The fenced shell examples of a Markdown document, in order.</summary>
    public static IEnumerable<string> Blocks(string document) =>
        Regex.Matches(document, "^```sh\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline).Select(block => block.Groups[1].Value);

    /// <summary>What the commands print; the test fails when one of them does.</summary>
    public static async Task<string> RunAsync(string script, string folder)
    {
        var start = new ProcessStartInfo("bash") { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var shell = Process.Start(start)!;
        await shell.StandardInput.WriteAsync("set -euo pipefail\n" + script);
        shell.StandardInput.Close();
        var error = shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(shell.ExitCode == 0, $"{shell.ExitCode}: {await error}\n{output}");
        return output;
    }

    public static string InRepository(params ReadOnlySpan<string> path)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Claudit.Functions.sln"))) folder = Path.GetDirectoryName(folder)!;
        return Path.Combine([folder, .. path]);
    }
}
