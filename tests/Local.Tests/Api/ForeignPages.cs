using System.Text.Json;
using Claudit.Local.Serving;
using Xunit;

namespace Claudit.Api;

/// <summary>What a web page that the user happens to visit can do to the server on the same machine.</summary>
public sealed class ForeignPages(Server server) : IClassFixture<Server>
{
    private const string Evil = "https://evil.example";

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:7071")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("192.0.2.7")]
    public async Task A_name_that_somebody_has_lead_here_gets_no_answer(string host)
    {
        foreach (var path in new[] { "/audits", "/health/live", "/nothing" })
        {
            var answer = await server.Client.GetAsync(path, ("Host", host));

            Assert.Equal($"This server does not go by the name '{host.Split(':')[0]}': ask localhost, or add the name to Claudit:Hosts.", answer.Problem(421, "host-refused"));
        }
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:1")]
    [InlineData("127.0.0.1:7071")]
    [InlineData("[::1]:7071")]
    public async Task The_names_of_this_machine_get_one(string host) =>
        Assert.Equal(200, (await server.Client.GetAsync("/audits", ("Host", host))).Status);

    [Fact]
    public async Task A_name_that_is_configured_gets_one()
    {
        await using var named = new NamedServer();
        await named.InitializeAsync();

        Assert.Equal(200, (await named.Client.GetAsync("/audits", ("Host", "audits.example"))).Status);
        Assert.Equal(421, (await named.Client.GetAsync("/audits", ("Host", "evil.example"))).Status);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", true)]
    [InlineData("http://localhost:7071;http://[::1]:7071", true)]
    [InlineData("http://0.0.0.0:7071", false)]
    [InlineData("http://*:7071", false)]
    [InlineData("http://127.0.0.1:7071;http://192.0.2.7:7071", false)]
    public void Only_a_server_of_this_machine_alone_knows_its_names(string urls, bool known) =>
        Assert.Equal(known, ServerNames.Of(urls, []) is not null);

    [Theory]
    [InlineData(Evil)]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("https://{host}")]
    public async Task A_page_of_another_origin_starts_cancels_and_erases_nothing(string origin)
    {
        origin = origin.Replace("{host}", new Uri(server.Client.Address).Authority, StringComparison.Ordinal);
        var id = await server.Client.StartAsync();
        var before = await CountAsync();

        Assert.StartsWith("A page of another origin sent this", (await PasteAsync(origin)).Problem(403, "origin-refused"));
        (await server.Client.PostAsync($"/audits/{id}/cancel", null, ("Origin", origin))).Problem(403, "origin-refused");
        (await server.Client.SendAsync(ApiClient.Request(HttpMethod.Delete, $"/audits/{id}", null, ("Origin", origin)))).Problem(403, "origin-refused");

        Assert.Equal(before, await CountAsync());
        Assert.False((await server.Client.GetAsync($"/audits/{id}")).Json.GetProperty("cancelRequested").GetBoolean());
    }

    [Fact]
    public async Task The_server_s_own_pages_may_start_audits() => Assert.Equal(202, (await PasteAsync(server.Client.Address)).Status);

    [Fact]
    public async Task A_page_that_the_browser_calls_the_server_s_own_may_though_a_proxy_stands_between() =>
        Assert.Equal(202, (await PasteAsync("https://audits.example", ("Sec-Fetch-Site", "same-origin"))).Status);

    [Fact]
    public async Task A_page_that_the_browser_calls_foreign_may_not() =>
        Assert.Equal(403, (await PasteAsync(Evil, ("Sec-Fetch-Site", "cross-site"))).Status);

    [Fact]
    public async Task Pages_of_configured_origins_may_start_audits_and_others_may_not()
    {
        await using var open = new OpenServer();
        await open.InitializeAsync();

        Assert.Equal(202, (await PasteAsync(open, "https://console.example.com")).Status);
        (await PasteAsync(open, Evil)).Problem(403, "origin-refused");
    }

    private async Task<int> CountAsync() => Items(await server.Client.GetAsync("/audits?limit=100")).GetArrayLength();

    private static JsonElement Items(ApiAnswer page) => page.Json.GetProperty("items");

    private Task<ApiAnswer> PasteAsync(string origin, params (string Name, string Value)[] headers) => PasteAsync(server, origin, headers);

    private static Task<ApiAnswer> PasteAsync(Server server, string origin, params (string Name, string Value)[] headers) =>
        server.Client.PostAsync("/audits?audit=metered-billing", ApiClient.Content("text/plain", "f()\n"u8.ToArray()), [("Origin", origin), .. headers]);

    private sealed class NamedServer : Server
    {
        internal override ServeOptions Options => new() { Hosts = ["audits.example"] };
    }
}
