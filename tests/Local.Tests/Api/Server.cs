using Claudit.Local.Serving;
using Xunit;

namespace Claudit.Api;

/// <summary>A real server over a folder of its own.</summary>
public class Server : IAsyncLifetime
{
    private ClauditHost? _host;
    private ApiClient? _client;

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "claudit-tests", Path.GetRandomFileName());

    internal ApiClient Client => _client ?? throw new InvalidOperationException("The server is not up.");

    internal ClauditHost Host => _host ?? throw new InvalidOperationException("The server is not up.");

    internal virtual ServeOptions Options => new();

    public virtual async ValueTask InitializeAsync()
    {
        var start = await ClauditHost.StartAsync(
            Options with { Urls = "http://127.0.0.1:0", Data = Path.Combine(Folder, "data") }, TestContext.Current.CancellationToken);
        Assert.Empty(start.Problems);
        _host = start.Host!;
        _client = new ApiClient(_host.Addresses[0], _host.Routes);
    }

    /// <summary>Stops the process's part of it; the folder stays.</summary>
    public async Task StopAsync()
    {
        _client?.Dispose();
        if (_host is not null) await _host.DisposeAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
