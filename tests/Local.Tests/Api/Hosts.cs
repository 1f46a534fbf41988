using Claudit.Local.Commands;
using Claudit.Local.Engine;
using Claudit.Local.Serving;
using Xunit;

namespace Claudit.Api;

public sealed class Hosts : IAsyncLifetime
{
    private readonly Server _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_data_folder_in_use_is_refused_until_it_is_free()
    {
        var same = new ServeOptions { Urls = "http://127.0.0.1:0", Data = _server.Host.Data };

        var second = await StartAsync(same);
        Assert.Null(second.Host);
        Assert.Equal("data-in-use", Assert.Single(second.Problems).Code);
        using var said = new StringWriter();
        Assert.Equal(2, await ClauditHost.RunAsync(same, new Terminal { Output = said, Error = said }, TestContext.Current.CancellationToken));
        Assert.StartsWith("claudit: Another claudit already uses the data folder", said.ToString(), StringComparison.Ordinal);

        await _server.StopAsync();
        await using var third = (await StartAsync(same)).Host;
        Assert.NotNull(third);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ftp://127.0.0.1:0")]
    [InlineData("https://127.0.0.1:0")]
    public async Task An_address_that_is_none_is_refused(string urls)
    {
        var options = new ServeOptions { Urls = urls, Data = Path.Combine(_server.Folder, "other") };

        Assert.Equal("urls-unusable", Assert.Single((await StartAsync(options)).Problems).Code);
        await using var free = (await StartAsync(options with { Urls = "http://127.0.0.1:0" })).Host;
        Assert.NotNull(free);
    }

    [Fact]
    public async Task An_address_in_use_is_refused()
    {
        var start = await StartAsync(new ServeOptions { Urls = _server.Host.Addresses[0], Data = Path.Combine(_server.Folder, "other") });

        Assert.StartsWith($"Cannot listen on {_server.Host.Addresses[0]}", Assert.Single(start.Problems).Message);
    }

    [Fact]
    public async Task A_setting_out_of_range_is_named()
    {
        var start = await StartAsync(new ServeOptions
        {
            Urls = "http://127.0.0.1:0",
            Data = Path.Combine(_server.Folder, "other"),
            Api = new ApiOptions { StreamPing = TimeSpan.Zero },
            Engine = new EngineSettings { MaxAudits = 0 },
        });

        Assert.Equal(["Claudit:Api:StreamPing", "Claudit:Engine:MaxAudits"], start.Problems.Select(problem => problem.Pointer));
    }

    [Fact]
    public async Task Stopped_from_outside_a_server_ends_well()
    {
        using var stop = new CancellationTokenSource();
        using var said = new StringWriter();
        var running = ClauditHost.RunAsync(
            new ServeOptions { Urls = "http://127.0.0.1:0", Data = Path.Combine(_server.Folder, "other") },
            new Terminal { Output = said, Error = said },
            stop.Token);

        await stop.CancelAsync();

        Assert.Equal(0, await running);
    }

    [Fact]
    public async Task Reports_outlive_the_server()
    {
        var id = await _server.Client.StartAsync();
        await _server.Client.EndedAsync(id);
        var report = (await _server.Client.GetAsync($"/audits/{id}/report")).Text;
        await _server.StopAsync();

        await using var next = (await StartAsync(new ServeOptions { Urls = "http://127.0.0.1:0", Data = _server.Host.Data })).Host!;

        using var client = new ApiClient(next.Addresses[0], next.Routes);
        Assert.Equal(report, (await client.GetAsync($"/audits/{id}/report")).Text);
    }

    private static Task<HostStart> StartAsync(ServeOptions options) => ClauditHost.StartAsync(options, TestContext.Current.CancellationToken);
}
