using System.Diagnostics;
using System.Globalization;
using Claudit.Commands;

namespace Claudit.Crashes;

/// <summary>The built server in a process of its own, on a free port; disposing it kills it.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const string BeforeAddress = "Claudit listens on ";

    private readonly Process _process;

    private ServerProcess(Process process)
    {
        _process = process;
        Error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        Address = ReadAddressAsync();
    }

    /// <summary>Where it listens; null when it ends before it does.</summary>
    public Task<string?> Address { get; }

    /// <summary>All that it says on standard error, once it has ended.</summary>
    public Task<string> Error { get; }

    /// <summary>All that it says on standard output behind its address, once it has ended.</summary>
    public Task<string> Rest { get; private set; } = Task.FromResult("");

    public static ServerProcess Start(string data, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [ClauditProgram.Assembly, "serve", "--urls", "http://127.0.0.1:0", "--data", data])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new ServerProcess(Process.Start(start)!);
    }

    public async Task<int> EndAsync(CancellationToken cancel)
    {
        await _process.WaitForExitAsync(cancel);
        return _process.ExitCode;
    }

    /// <summary>SIGKILL: it gets no chance to do anything more. Completes when it is gone.</summary>
    public Task KillAsync(CancellationToken cancel)
    {
        _process.Kill();
        return _process.WaitForExitAsync(cancel);
    }

    /// <summary>SIGTERM: asks it to stop, and gives its exit code when it has.</summary>
    public async Task<int> StopAsync(CancellationToken cancel)
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancel);
        return await EndAsync(cancel);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private async Task<string?> ReadAddressAsync()
    {
        if (await _process.StandardOutput.ReadLineAsync(CancellationToken.None) is not { } greeting) return null;
        Rest = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        return greeting[BeforeAddress.Length..].Split([' ', ','])[0];
    }
}
