using System.Text.Json;
using Xunit;

namespace Claudit.Api;

public sealed class ListsAndCatalog : IAsyncLifetime
{
    private readonly Server _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Pages_hold_every_audit_once_newest_first()
    {
        var started = new List<string>();
        for (var i = 0; i < 7; i++) started.Add(await _server.Client.StartAsync());

        var listed = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await _server.Client.GetAsync($"/audits?limit=3{(cursor is null ? "" : "&cursor=" + cursor)}")).Json;
            Assert.InRange(page.GetProperty("items").GetArrayLength(), 0, 3);
            listed.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Reverse(started), listed);
    }

    [Fact]
    public async Task A_list_can_be_of_one_state_and_one_kind()
    {
        var id = await _server.Client.StartAsync();
        await _server.Client.EndedAsync(id);

        Assert.Equal([id], await IdsAsync("?state=completed&audit=metered-billing"));
        Assert.Empty(await IdsAsync("?state=failed"));
        Assert.Empty(await IdsAsync("?audit=other"));
        await _server.Client.DeleteAsync($"/audits/{id}");
        Assert.Empty(await IdsAsync(""));
    }

    [Fact]
    public async Task The_catalog_leads_to_each_definition_in_full()
    {
        var entry = (await _server.Client.GetAsync("/catalog")).Json.GetProperty("audits")[0];
        Assert.Equal(("metered-billing", "Metered Billing", "Billing"), (Text(entry, "id"), Text(entry, "title"), Text(entry, "category")));

        var definition = (await _server.Client.GetAsync(Text(entry.GetProperty("links"), "self")["/api/v1".Length..])).Json;

        Assert.Equal("MTR", Text(definition, "findingPrefix"));
        Assert.True(definition.GetProperty("meteringMap").GetBoolean());
        Assert.NotEmpty(Text(definition.GetProperty("reviewer"), "instructions"));
        Assert.Equal(["Critical", "High", "Medium", "Low"], definition.GetProperty("severities").EnumerateArray().Select(severity => Text(severity, "severity")));
        Assert.Equal(
            ["executive-summary", "severity-legend", "topic", "topic", "topic", "topic", "topic", "topic", "action-list", "score"],
            definition.GetProperty("sections").EnumerateArray().Select(section => Text(section, "kind")));
        Assert.NotEmpty(Text(definition.GetProperty("sections")[2].GetProperty("checks")[0], "question"));
        Assert.Equal(5, definition.GetProperty("dimensions").GetArrayLength());
        Assert.False(definition.TryGetProperty("topics", out _));
    }

    [Fact]
    public async Task An_unknown_definition_is_not_found_and_the_nearest_is_named() =>
        Assert.Contains("did you mean 'metered-billing'?", (await _server.Client.GetAsync("/catalog/metered-biling")).Problem(404, "definition-not-found"));

    [Fact]
    public async Task Health_names_what_audits_need()
    {
        Assert.Equal("""{"status":"live"}""", (await _server.Client.GetAsync("/health/live")).Text);
        Assert.Equal("""{"status":"ready","checks":[{"name":"store","state":"ok","detail":null}]}""", (await _server.Client.GetAsync("/health/ready")).Text);
    }

    [Fact]
    public async Task A_store_that_cannot_be_written_makes_the_server_unready()
    {
        // A file where the store needs a folder fails for every user, the administrator included.
        var probe = Path.Combine(_server.Folder, "data", "objects", "health");
        await File.WriteAllTextAsync(probe, "", TestContext.Current.CancellationToken);

        var answer = await _server.Client.GetAsync("/health/ready");

        Assert.Equal((503, "not-ready"), (answer.Status, Text(answer.Json, "status")));
        Assert.Equal("failed", Text(answer.Json.GetProperty("checks")[0], "state"));
        Assert.Equal(200, (await _server.Client.GetAsync("/health/live")).Status);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private async Task<string[]> IdsAsync(string query) =>
        [.. (await _server.Client.GetAsync("/audits" + query)).Json.GetProperty("items").EnumerateArray().Select(item => Text(item, "id"))];
}
