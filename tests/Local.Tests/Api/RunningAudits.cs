using Claudit.Local.Serving;
using Xunit;

namespace Claudit.Api;

/// <summary>What can be seen of, and done to, an audit while it runs.</summary>
public sealed class RunningAudits
{
    [Fact]
    public async Task The_report_of_a_running_audit_is_not_ready_and_its_progress_is_told()
    {
        await using var server = await HoldingServer.StartAsync();
        var id = await RunningAsync(server);

        var answer = await server.Client.GetAsync($"/audits/{id}/report");

        Assert.Equal("The audit is not done: ask again later, or follow its events.", answer.Problem(409, "report-not-ready"));
        Assert.Equal("1", answer.Header("Retry-After"));
        var progress = answer.Json.GetProperty("progress");
        Assert.Equal(("running", 6), (progress.GetProperty("state").GetString(), progress.GetProperty("sections").GetArrayLength()));
        Assert.Equal("1", (await server.Client.GetAsync($"/audits/{id}")).Header("Retry-After"));
    }

    [Fact]
    public async Task Canceled_an_audit_ends_with_an_incomplete_report_though_its_steps_do_not()
    {
        await using var server = await HoldingServer.StartAsync();
        var id = await RunningAsync(server);

        var canceling = await server.Client.PostAsync($"/audits/{id}/cancel", null);
        var ended = await server.Client.EndedAsync(id);

        Assert.Equal(202, canceling.Status);
        Assert.True(canceling.Json.GetProperty("cancelRequested").GetBoolean());
        Assert.Equal("canceled", ended.State);
        Assert.False(ended.Json.GetProperty("complete").GetBoolean());
        var report = await server.Client.GetAsync($"/audits/{id}/report");
        Assert.False(report.Json.GetProperty("complete").GetBoolean());
    }

    [Fact]
    public async Task A_stream_that_is_asked_for_from_beyond_the_end_ends_with_the_audit()
    {
        await using var server = await HoldingServer.StartAsync(new ApiOptions { StreamPing = TimeSpan.FromMilliseconds(50) });
        var id = await RunningAsync(server);
        await using var stream = await server.Client.OpenStreamAsync(id, ("Last-Event-ID", "99999"));
        Assert.Equal("ping", (await stream.NextAsync())!.Type);

        server.LetGo();

        Assert.Empty(await stream.RestAsync());
    }

    [Fact]
    public async Task Canceling_what_has_ended_changes_nothing()
    {
        await using var server = await HoldingServer.StartAsync();
        server.LetGo();
        var id = await server.Client.StartAsync();
        await server.Client.EndedAsync(id);

        var answer = await server.Client.PostAsync($"/audits/{id}/cancel", null);

        Assert.Equal((202, "completed"), (answer.Status, answer.State));
        (await server.Client.PostAsync("/audits/unknown/cancel", null)).Problem(404, "audit-not-found");
    }

    [Fact]
    public async Task Erased_a_running_audit_is_unknown_and_nothing_of_its_code_is_left()
    {
        await using var server = await HoldingServer.StartAsync();
        var id = await RunningAsync(server);
        await using var stream = await server.Client.OpenStreamAsync(id);
        await stream.NextAsync();

        Assert.Equal(204, (await server.Client.DeleteAsync($"/audits/{id}")).Status);

        (await server.Client.GetAsync($"/audits/{id}")).Problem(404, "audit-not-found");
        (await server.Client.GetAsync($"/audits/{id}/events")).Problem(404, "audit-not-found");
        Assert.Equal(204, (await server.Client.DeleteAsync($"/audits/{id}")).Status);
        await stream.RestAsync();
        // The engine's notes and the usage hold ids and numbers; the notes go with the workflow.
        Assert.DoesNotContain(Directory.GetFiles(server.Folder, "*", SearchOption.AllDirectories), file => file.Contains(id) && !file.Contains("history") && !file.Contains("usage"));
    }

    [Fact]
    public async Task A_client_that_leaves_at_the_first_event_changes_nothing()
    {
        await using var server = await HoldingServer.StartAsync();
        var id = await server.Client.StartAsync();
        await using (var stream = await server.Client.OpenStreamAsync(id)) Assert.Equal("1", (await stream.NextAsync())!.Id);
        server.LetGo();

        Assert.Equal("completed", (await server.Client.EndedAsync(id)).State);
        await using var again = await server.Client.OpenStreamAsync(id, ("Last-Event-ID", "1"));
        Assert.Equal("2", (await again.NextAsync())!.Id);
        Assert.Equal("end", (await again.RestAsync())[^1].Type);
    }

    [Fact]
    public async Task Events_arrive_while_the_audit_runs()
    {
        await using var server = await HoldingServer.StartAsync();
        var id = await server.Client.StartAsync();
        await using var stream = await server.Client.OpenStreamAsync(id);

        Assert.Equal("""{"state":"queued"}""", (await stream.NextAsync())!.Data);
        Assert.Equal("""{"state":"running"}""", (await stream.NextAsync())!.Data);
        server.LetGo();
        Assert.Equal("end", (await stream.RestAsync())[^1].Type);
    }

    [Fact]
    public async Task Silence_is_broken_by_pings_without_an_id()
    {
        await using var server = await HoldingServer.StartAsync(new ApiOptions { StreamPing = TimeSpan.FromMilliseconds(50) });
        var id = await RunningAsync(server);
        await using var stream = await server.Client.OpenStreamAsync(id, ("Last-Event-ID", "2"));

        Assert.Equal(new StreamEvent("", "ping", "{}"), await stream.NextAsync());
        Assert.Equal(new StreamEvent("", "ping", "{}"), await stream.NextAsync());
    }

    [Fact]
    public async Task A_stream_has_an_end_and_its_client_comes_back_for_the_rest()
    {
        await using var server = await HoldingServer.StartAsync(new ApiOptions { StreamLength = TimeSpan.FromMilliseconds(300) });
        var id = await RunningAsync(server);

        var seen = new List<StreamEvent>();
        var streams = 0;
        while (seen is not [.., { Type: "end" }])
        {
            await using var stream = await server.Client.OpenStreamAsync(id, ("Last-Event-ID", seen is [.., var last] ? last.Id : "0"));
            seen.AddRange(await stream.RestAsync());
            if (seen is not [.., { Type: "end" }]) Assert.Equal(TimeSpan.FromSeconds(1), stream.ReconnectAfter);
            server.LetGo();
            streams++;
        }

        Assert.True(streams > 1);
        Assert.Equal(Enumerable.Range(1, seen.Count).Select(number => $"{number}"), seen.Select(entry => entry.Id));
    }

    [Fact]
    public async Task Waiting_in_vain_ends_with_no_events()
    {
        await using var server = await HoldingServer.StartAsync();
        var id = await RunningAsync(server);

        var answer = await server.Client.GetAsync($"/audits/{id}?wait=1&after=2");

        Assert.Equal("running", answer.State);
        Assert.Empty(answer.Json.GetProperty("events").EnumerateArray());
    }

    [Fact]
    public async Task Waiting_ends_with_the_first_event()
    {
        await using var server = await HoldingServer.StartAsync();
        var id = await RunningAsync(server);

        var waiting = server.Client.GetAsync($"/audits/{id}?wait=30&after=2");
        server.LetGo();

        Assert.NotEmpty((await waiting).Json.GetProperty("events").EnumerateArray());
    }

    [Fact]
    public async Task A_server_that_stops_ends_its_streams_and_the_next_one_goes_on_with_the_audit()
    {
        await using var server = await HoldingServer.StartAsync();
        var id = await RunningAsync(server);
        await using var stream = await server.Client.OpenStreamAsync(id);
        Assert.Equal(("1", "2"), ((await stream.NextAsync())!.Id, (await stream.NextAsync())!.Id));

        await server.Host.DisposeAsync();

        Assert.Empty(await stream.RestAsync());
        Assert.Equal(TimeSpan.FromSeconds(1), stream.ReconnectAfter);
        var next = (await ClauditHost.StartAsync(
            new ServeOptions { Urls = "http://127.0.0.1:0", Data = Path.Combine(server.Folder, "data") }, TestContext.Current.CancellationToken)).Host!;
        await using (next)
        {
            using var client = new ApiClient(next.Addresses[0], next.Routes);
            Assert.Equal("completed", (await client.EndedAsync(id)).State);
        }
    }

    private static async Task<string> RunningAsync(HoldingServer server)
    {
        var id = await server.Client.StartAsync();
        while ((await server.Client.GetAsync($"/audits/{id}?wait=20&after=1")).State != "running")
        {
            // The wait is the server's.
        }

        return id;
    }
}
