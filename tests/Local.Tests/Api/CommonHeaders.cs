using Claudit.Local.Serving;
using Xunit;

namespace Claudit.Api;

/// <summary>A server that pages of one origin may call.</summary>
public sealed class OpenServer : Server
{
    internal override ServeOptions Options => new() { Api = new ApiOptions { CorsOrigins = { "https://console.example.com" } } };
}

public sealed class CommonHeaders(OpenServer server) : IClassFixture<OpenServer>
{
    [Theory]
    [InlineData("my-id_1.2:3", true)]
    [InlineData("with space", false)]
    [InlineData("<script>", false)]
    [InlineData("", false)]
    [InlineData("129", false)]
    public async Task A_request_id_is_given_back_if_it_is_sane(string sent, bool echoed)
    {
        var id = sent == "129" ? new string('i', 129) : sent;

        var answer = await server.Client.GetAsync("/health/live", ("X-Request-Id", id));

        Assert.Equal(echoed, answer.Header("X-Request-Id") == id);
        Assert.NotEmpty(answer.Header("X-Request-Id")!);
    }

    [Fact]
    public async Task Every_request_has_an_id_of_its_own() => Assert.NotEqual(
        (await server.Client.GetAsync("/health/live")).Header("X-Request-Id"), (await server.Client.GetAsync("/health/live")).Header("X-Request-Id"));

    [Fact]
    public async Task Pages_of_the_configured_origin_may_call_and_read()
    {
        var answer = await server.Client.GetAsync("/catalog", ("Origin", "https://console.example.com"));

        Assert.Equal("https://console.example.com", answer.Header("Access-Control-Allow-Origin"));
        Assert.Contains("Location", answer.Header("Access-Control-Expose-Headers"));
        Assert.Contains("Origin", answer.Header("Vary"));
    }

    [Fact]
    public async Task A_preflight_is_answered_with_what_may_be_sent()
    {
        var answer = await server.Client.SendAsync(ApiClient.Request(
            HttpMethod.Options, "/audits/abc", null, ("Origin", "https://console.example.com"), ("Access-Control-Request-Method", "DELETE")));

        Assert.Equal((204, "DELETE, GET, HEAD"), (answer.Status, answer.Header("Allow")));
        Assert.Contains("DELETE", answer.Header("Access-Control-Allow-Methods"));
        Assert.Contains("Idempotency-Key", answer.Header("Access-Control-Allow-Headers"));
    }

    [Fact]
    public async Task Pages_of_other_origins_may_not()
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Options })
            Assert.Null((await server.Client.SendAsync(ApiClient.Request(method, "/catalog", null, ("Origin", "https://evil.example")))).Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Without_configured_origins_nobody_may()
    {
        await using var closed = new Server();
        await closed.InitializeAsync();

        var answer = await closed.Client.GetAsync("/catalog", ("Origin", "https://console.example.com"));

        Assert.Null(answer.Header("Access-Control-Allow-Origin"));
        Assert.Null(answer.Header("Vary"));
    }

    [Fact]
    public async Task A_known_address_names_the_methods_that_it_has()
    {
        var answer = await server.Client.SendAsync(ApiClient.Request(HttpMethod.Put, "/audits", null));

        Assert.Equal("This address takes GET, HEAD, POST.", answer.Problem(405, "method-not-allowed"));
        Assert.Equal("GET, HEAD, POST", answer.Header("Allow"));
    }

    [Fact]
    public async Task The_key_of_a_functions_host_is_none_of_them() => Assert.Equal(200, (await server.Client.GetAsync("/catalog?code=secret")).Status);
}
