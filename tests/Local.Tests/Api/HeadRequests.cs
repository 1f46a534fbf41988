using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Claudit.Api;

public sealed class HeadRequests(Server server) : IClassFixture<Server>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HEAD_has_the_status_and_headers_of_GET_and_no_body()
    {
        var id = await server.Client.StartAsync();
        await server.Client.EndedAsync(id);
        string[] addresses =
        [
            "/audits", $"/audits/{id}", $"/audits/{id}?after=0", $"/audits/{id}/report", $"/audits/{id}/report?format=html", "/catalog",
            "/catalog/metered-billing", "/health/live", "/health/ready", "/openapi.json", "/audits/unknown", "/catalog?x=1", "/nothing",
        ];
        foreach (var address in addresses)
        {
            var (get, head) = (await AskAsync("GET", address), await AskAsync("HEAD", address));
            Assert.Equal(get.Head, head.Head);
            Assert.NotEmpty(get.Body);
            Assert.Empty(head.Body);
        }
    }

    [Fact]
    public async Task HEAD_of_an_audit_gives_its_status_also_to_who_accepts_the_stream_alone()
    {
        var id = await server.Client.StartAsync();
        await server.Client.EndedAsync(id);

        var answer = await AskAsync("HEAD", $"/audits/{id}", "Accept: text/event-stream\r\n");

        Assert.Contains("Content-Type: application/json", answer.Head);
        Assert.Empty(answer.Body);
    }

    [Theory]
    [InlineData("/audits/x/events", "GET")]
    [InlineData("/audits/x/cancel", "POST")]
    [InlineData("/estimates", "POST")]
    public async Task HEAD_of_what_is_streamed_or_only_posted_is_not_allowed(string address, string allowed)
    {
        var answer = await AskAsync("HEAD", address);

        Assert.StartsWith("HTTP/1.1 405", answer.Head);
        Assert.Contains($"Allow: {allowed}", answer.Head);
        Assert.Empty(answer.Body);
    }

    /// <summary>All bytes that come back, whatever a client would make of them; without what differs from answer to answer.</summary>
    private async Task<(string Head, string Body)> AskAsync(string method, string address, string headers = "")
    {
        var uri = new Uri(server.Client.Address);
        using var client = new TcpClient();
        await client.ConnectAsync(uri.Host, uri.Port, Cancel);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"{method} /api/v1{address} HTTP/1.1\r\nHost: {uri.Authority}\r\nX-Request-Id: same\r\n{headers}Connection: close\r\n\r\n"), Cancel);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var parts = (await reader.ReadToEndAsync(Cancel)).Split("\r\n\r\n", 2);
        var lines = parts[0].Split("\r\n").Where(line => !line.StartsWith("Date: ", StringComparison.Ordinal));
        return (string.Join('\n', lines), parts[1]);
    }
}
