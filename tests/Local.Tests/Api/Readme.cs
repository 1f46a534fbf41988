using Xunit;

namespace Claudit.Api;

/// <summary>README.md against the product.</summary>
public sealed class Readme : IAsyncLifetime
{
    private readonly Server _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Its_requests_work_as_they_stand()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The examples are for a POSIX shell.");
        var document = await File.ReadAllTextAsync(Shell.InRepository("README.md"), TestContext.Current.CancellationToken);
        var requests = string.Join('\n', Shell.Blocks(document).Where(block => block.Contains("curl", StringComparison.Ordinal)));

        var output = await Shell.RunAsync(requests.Replace("http://127.0.0.1:7071", _server.Client.Address), Shell.InRepository());

        Assert.Contains("event: end", output);
        Assert.Contains("## 10. Overall Score", output);
    }
}
