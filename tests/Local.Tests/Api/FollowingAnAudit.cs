using System.Text.Json;
using Xunit;

namespace Claudit.Api;

public sealed class FollowingAnAudit(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task A_stream_shows_every_event_from_the_first_to_the_end()
    {
        var id = await server.Client.StartAsync();

        await using var stream = await server.Client.OpenStreamAsync(id);
        var events = await stream.RestAsync();

        Assert.Equal(Enumerable.Range(1, events.Count).Select(number => $"{number}"), events.Select(entry => entry.Id));
        Assert.Equal(("status", """{"state":"queued"}"""), (events[0].Type, events[0].Data));
        Assert.Equal(("end", """{"state":"completed"}"""), (events[^1].Type, events[^1].Data));
        Assert.Equal(6, events.Count(entry => entry.Type == "section-started"));
        Assert.Equal(6, events.Count(entry => entry.Type == "section-completed"));
        Assert.Single(events, entry => entry.Type == "report");
    }

    [Fact]
    public async Task The_findings_of_the_stream_are_in_the_end_those_of_the_report()
    {
        const string Code = """
            for (let attempt = 0; attempt < 3; attempt++) {
              try { await stripe.billing.meterEvents.create({ event_name: "tokens", identifier: crypto.randomUUID(), payload: { value: "1" } }); break; } catch { }
            }
            """;
        var id = (await server.Client.PostAsync("/audits", ApiClient.Files(("src/meter.ts", Code)))).Id;

        await using var stream = await server.Client.OpenStreamAsync(id);
        var streamed = new HashSet<string>();
        foreach (var entry in await stream.RestAsync())
        {
            if (entry.Type is "finding" or "finding-changed") streamed.Add(Fingerprint(JsonDocument.Parse(entry.Data).RootElement));
            if (entry.Type == "finding-withdrawn") streamed.Remove(Fingerprint(JsonDocument.Parse(entry.Data).RootElement));
        }

        var report = (await server.Client.GetAsync($"/audits/{id}/report")).Json;
        var reported = report.GetProperty("sections").EnumerateArray().SelectMany(section => section.GetProperty("findings").EnumerateArray()).Select(Fingerprint);
        Assert.NotEmpty(streamed);
        Assert.Equal(reported.Order(), streamed.Order());

        static string Fingerprint(JsonElement finding) => finding.GetProperty("fingerprint").GetString()!;
    }

    [Fact]
    public async Task Resumed_after_any_event_a_stream_gives_exactly_the_rest()
    {
        var id = await server.Client.StartAsync();
        await server.Client.EndedAsync(id);
        await using var whole = await server.Client.OpenStreamAsync(id);
        var events = await whole.RestAsync();

        foreach (var last in events.SkipLast(1))
        {
            var rest = events.Skip(int.Parse(last.Id, null));
            await using var byHeader = await server.Client.OpenStreamAsync(id, ("Last-Event-ID", last.Id));
            Assert.Equal(rest, await byHeader.RestAsync());
            var byQuery = await server.Client.GetAsync($"/audits/{id}/events?after={last.Id}");
            Assert.Equal(rest.Count(), byQuery.Text.Split("\nevent: ").Length - 1);
        }

        Assert.Equal(204, (await server.Client.GetAsync($"/audits/{id}/events", ("Last-Event-ID", events[^1].Id))).Status);
        Assert.Equal(204, (await server.Client.GetAsync($"/audits/{id}/events?after=99999")).Status);
    }

    [Fact]
    public async Task The_header_of_a_resuming_client_wins_over_the_address_that_it_resumes()
    {
        var id = await server.Client.StartAsync();
        await server.Client.EndedAsync(id);

        var answer = await server.Client.GetAsync($"/audits/{id}/events?after=1", ("Last-Event-ID", "3"));

        Assert.StartsWith("id: 4\n", answer.Text);
    }

    [Fact]
    public async Task The_address_of_an_audit_gives_the_stream_to_who_accepts_nothing_else()
    {
        var id = await server.Client.StartAsync();
        await server.Client.EndedAsync(id);

        Assert.Equal((await server.Client.GetAsync($"/audits/{id}/events")).Text, (await server.Client.GetAsync($"/audits/{id}", ("Accept", "text/event-stream"))).Text);
        Assert.Equal("completed", (await server.Client.GetAsync($"/audits/{id}", ("Accept", "text/event-stream, application/json"))).State);
    }

    [Fact]
    public async Task Waiting_gives_what_the_stream_gives()
    {
        var id = await server.Client.StartAsync();
        var seen = new List<(string, string, string)>();
        for (var after = 0L; seen is not [.., (_, "end", _)];)
            foreach (var entry in (await server.Client.GetAsync($"/audits/{id}?wait=20&after={after}")).Json.GetProperty("events").EnumerateArray())
            {
                after = entry.GetProperty("id").GetInt64();
                Assert.Equal(JsonValueKind.String, entry.GetProperty("time").ValueKind);
                seen.Add(($"{after}", entry.GetProperty("type").GetString()!, entry.GetProperty("data").GetRawText()));
            }

        await using var stream = await server.Client.OpenStreamAsync(id);
        Assert.Equal((await stream.RestAsync()).Select(entry => (entry.Id, entry.Type, entry.Data)), seen);
    }

    [Fact]
    public async Task After_the_end_nothing_is_waited_for()
    {
        var id = await server.Client.StartAsync();
        await server.Client.EndedAsync(id);

        var last = (await server.Client.GetAsync($"/audits/{id}?after=0")).Json.GetProperty("events").EnumerateArray().Last();
        Assert.Equal("end", last.GetProperty("type").GetString());

        // The client's patience is as long: an answer that is waited for never comes.
        foreach (var after in new[] { last.GetProperty("id").GetInt64(), last.GetProperty("id").GetInt64() + 1, long.MaxValue })
        {
            var answer = await server.Client.GetAsync($"/audits/{id}?wait=60&after={after}");
            Assert.Empty(answer.Json.GetProperty("events").EnumerateArray());
            Assert.Null(answer.Header("Retry-After"));
        }
    }

    [Fact]
    public async Task A_status_without_waiting_has_no_events()
    {
        var id = await server.Client.StartAsync();

        Assert.False((await server.Client.GetAsync($"/audits/{id}")).Json.TryGetProperty("events", out _));
    }
}
