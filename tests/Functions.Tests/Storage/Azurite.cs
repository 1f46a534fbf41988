using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Claudit.Storage;
using Xunit;

[assembly: AssemblyFixture(typeof(Azurite))]

namespace Claudit.Storage;

/// <summary>The emulator of Azure Storage, which npm installs; started for the first test that asks, on a port of its own, in memory.</summary>
public sealed partial class Azurite : IAsyncDisposable
{
    private const string Package = "azurite@3.35.0";

    // The emulator's own, the same for everybody: https://learn.microsoft.com/azure/storage/common/storage-connect-azurite.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const int NoSuchFile = 2;

    private readonly Lazy<Task<string?>> _address;
    private Process? _process;

    public Azurite() => _address = new(StartAsync);

    /// <summary>A new container. Skips the test where there is no npm.</summary>
    public async Task<BlobContainerClient> ContainerAsync(HttpPipelinePolicy faults)
    {
        var options = new BlobClientOptions();
        options.AddPolicy(faults, HttpPipelinePosition.PerCall);
        var address = await _address.Value;
        Assert.SkipWhen(address is null, "npm, which brings Azurite, is not on the path.");
        var service = new BlobServiceClient($"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint={address}/{Account};", options);
        var container = service.GetBlobContainerClient(RandomNumberGenerator.GetHexString(20, lowercase: true));
        await container.CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
        return container;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null) return;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<string?> StartAsync()
    {
        var start = new ProcessStartInfo("npm") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
            ["exec", "--yes", "--package=" + Package, "--", "azurite-blob", "--inMemoryPersistence", "--blobPort", "0", "--skipApiVersionCheck", "--disableTelemetry"];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        try
        {
            _process = Process.Start(start)!;
        }
        catch (Win32Exception missing) when (missing.NativeErrorCode == NoSuchFile)
        {
            return null;
        }

        var errors = _process.StandardError.ReadToEndAsync();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!Listens().Match(line).Groups[1].Success) continue;
            // What it says later has to be taken, or it would wait for that.
            _ = _process.StandardOutput.ReadToEndAsync();
            return Listens().Match(line).Groups[1].Value;
        }

        throw new InvalidOperationException($"{Package} did not start: {await errors}");
    }

    [GeneratedRegex("successfully listens on (http://\\S+)")]
    private static partial Regex Listens();
}
