using Claudit.Local.Engine;
using Xunit;

namespace Claudit.Api;

/// <summary>What a server answers that has no room.</summary>
public sealed class Overloads
{
    [Fact]
    public async Task When_as_many_wait_as_may_the_next_is_refused_before_it_is_read_and_taken_when_there_is_room()
    {
        await using var server = await HoldingServer.StartAsync(engine: new EngineSettings { MaxAudits = 1, MaxWaiting = 1 });
        string[] held = [await server.Client.StartAsync(), await server.Client.StartAsync()];

        var refused = await server.Client.PostAsync("/audits", new StringContent("{ no JSON"));

        Assert.Equal("2 audits run or wait, and no more than 1 may wait: send this one again later.", refused.Problem(503, "overloaded"));
        Assert.Equal("5", refused.Header("Retry-After"));
        server.LetGo();
        foreach (var id in held) Assert.Equal("completed", (await server.Client.EndedAsync(id)).State);
        await server.Client.StartAsync();
    }

    [Fact]
    public async Task With_too_much_memory_in_use_none_is_taken_while_another_runs()
    {
        await using var server = await HoldingServer.StartAsync(engine: new EngineSettings { MaxMemory = 1 });
        var held = await server.Client.StartAsync();

        var refused = await server.Client.PostAsync("/audits", new StringContent("{ no JSON"));

        Assert.Matches("^The audits that run have \\d+ MiB of memory, and no more are taken from 0 MiB on", refused.Problem(503, "overloaded"));
        server.LetGo();
        Assert.Equal("completed", (await server.Client.EndedAsync(held)).State);
    }
}
