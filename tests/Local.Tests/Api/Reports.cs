using System.Text.Json;
using Xunit;

namespace Claudit.Api;

public sealed class Reports(Server server) : IClassFixture<Server>
{
    [Theory]
    [InlineData("?format=json", null, "application/json")]
    [InlineData("?format=markdown", "application/json", "text/markdown; charset=utf-8")]
    [InlineData("?format=html", null, "text/html; charset=utf-8")]
    [InlineData("?format=sarif", null, "application/sarif+json")]
    [InlineData("?format=text", null, "text/plain; charset=utf-8")]
    [InlineData("", null, "application/json")]
    [InlineData("", "*/*", "application/json")]
    [InlineData("", "application/*", "application/json")]
    [InlineData("", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8")]
    [InlineData("", "application/json;q=0.5, text/markdown", "text/markdown; charset=utf-8")]
    [InlineData("", "application/json;q=0, */*;q=0.1", "text/html; charset=utf-8")]
    [InlineData("", "application/sarif+json", "application/sarif+json")]
    [InlineData("", "text/plain", "text/plain; charset=utf-8")]
    public async Task A_report_comes_in_the_format_that_is_wanted(string query, string? accept, string mediaType)
    {
        var answer = await ReportAsync(query, accept is null ? [] : [("Accept", accept)]);

        Assert.Equal((200, mediaType), (answer.Status, answer.Header("Content-Type")));
        Assert.Contains("Accept", answer.Header("Vary"));
        Assert.NotEmpty(answer.Body);
        Assert.Matches("^inline; filename=\"claudit-[a-z0-9]+\\.(json|md|html|sarif|txt)\"$", answer.Header("Content-Disposition"));
        if (mediaType.Contains("json")) Assert.Equal(JsonValueKind.Object, answer.Json.ValueKind);
    }

    [Fact]
    public async Task The_page_may_run_nothing_and_be_embedded_nowhere()
    {
        var answer = await ReportAsync("?format=html");

        Assert.Equal(
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
            answer.Header("Content-Security-Policy"));
        Assert.StartsWith("<!DOCTYPE html>", answer.Text);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("html")]
    public async Task A_report_that_the_caller_has_is_not_sent_again(string format)
    {
        var tag = (await ReportAsync($"?format={format}")).Header("ETag")!;

        Assert.Matches("^\"[0-9a-f]{32}\"$", tag);
        foreach (var known in new[] { tag, "W/" + tag, "*", "\"other\", " + tag })
        {
            var answer = await ReportAsync($"?format={format}", ("If-None-Match", known));
            Assert.Equal((304, tag, 0), (answer.Status, answer.Header("ETag"), answer.Body.Length));
        }

        Assert.Equal(200, (await ReportAsync($"?format={format}", ("If-None-Match", "\"other\""))).Status);
        Assert.Equal(200, (await ReportAsync("?format=text", ("If-None-Match", tag))).Status);
    }

    private async Task<ApiAnswer> ReportAsync(string query, params (string, string)[] headers)
    {
        var id = await server.Client.StartAsync();
        await server.Client.EndedAsync(id);
        // Reports of two audits differ in their ids, so the same audit is asked for each time.
        _id ??= id;
        return await server.Client.GetAsync($"/audits/{_id}/report{query}", headers);
    }

    private string? _id;
}
