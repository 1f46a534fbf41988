using System.Net.Http.Json;
using Claudit.Fakes;
using Claudit.Functions.Triggers;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace Claudit.Triggers;

public sealed class PurgeFunctionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_history_of_an_audit_goes_a_week_after_it_was_begun_if_it_has_ended()
    {
        await using var server = await FunctionsServer.StartAsync();
        var ended = await StartAsync(server);
        await server.Durable.EndOf(ended);
        using var held = server.Durable.Hold("plan");
        var running = await StartAsync(server);

        await PurgeAsync(server, TimeSpan.FromDays(6));
        Assert.NotNull(server.Durable.Find(ended));
        await PurgeAsync(server, TimeSpan.FromDays(8));
        Assert.Null(server.Durable.Find(ended));
        Assert.NotNull(server.Durable.Find(running));
    }

    private static async Task<string> StartAsync(FunctionsServer server)
    {
        using var answer = await server.Client.PostAsJsonAsync(
            "audits", new { audit = "metered-billing", files = new[] { new { path = "a.ts", content = "export const a = 1;\n" } } }, Cancel);
        Assert.Equal(202, (int)answer.StatusCode);
        return server.Durable.Scheduled.Last();
    }

    private static Task PurgeAsync(FunctionsServer server, TimeSpan later) =>
        new PurgeFunction(new LaterTime(later)).RunAsync(new TimerInfo(), server.Durable.Client, Cancel);

    private sealed class LaterTime(TimeSpan later) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + later;
    }
}
