using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Claudit.Fakes;
using Claudit.Storage;
using Claudit.Submissions;
using Claudit.Workflow;
using Xunit;

namespace Claudit.Triggers;

public sealed class SweepFunctionTests
{
    private static readonly AuditKey Stray = new("default", "stray");

    private readonly ShiftedTime _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_start_left_whose_process_died_goes_when_no_start_can_be_that_old()
    {
        await using var server = await FunctionsServer.StartAsync(_time);
        await LeaveStrayAsync(server);
        var left = server.Container.Names;

        await server.SweepAsync(Cancel);
        await server.SweepAsync(Cancel);
        Assert.Equal(left, server.Container.Names);
        _time.Advance(TimeSpan.FromMinutes(11));
        await server.SweepAsync(Cancel);

        Assert.Empty(server.Container.Names);
    }

    [Fact]
    public async Task An_audit_that_was_recorded_but_not_started_is_started()
    {
        await using var server = await FunctionsServer.StartAsync(_time);
        server.Durable.Refuses = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await StartAsync(server)).StatusCode);
        server.Durable.Refuses = false;
        _time.Advance(TimeSpan.FromMinutes(6));

        await server.SweepAsync(Cancel);
        await server.Durable.EndOf(server.Durable.Scheduled.Single());

        var list = await server.Client.GetFromJsonAsync<JsonElement>("audits", Cancel);
        Assert.Equal("completed", Assert.Single(list.GetProperty("items").EnumerateArray()).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_keeps_nothing_from_the_others()
    {
        await using var server = await FunctionsServer.StartAsync(_time);
        await server.Stores.Work.ArriveAsync(new AuditKey("default", "broken"));
        await PutAsync(server, "audits/default/broken/record", "no JSON");
        await LeaveStrayAsync(server);
        _time.Advance(TimeSpan.FromMinutes(11));

        await server.SweepAsync(Cancel);

        Assert.Equal(["audits/default/broken/record", "work/default/broken/arrival"], server.Container.Names);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_fails_the_sweep()
    {
        await using var server = await FunctionsServer.StartAsync(_time);
        server.Container.RefusesLists = true;

        var failure = await Assert.ThrowsAsync<AggregateException>(() => server.SweepAsync(Cancel));

        Assert.All(failure.InnerExceptions, inner => Assert.IsType<RequestFailedException>(inner));
    }

    [Fact]
    public async Task What_has_expired_is_erased()
    {
        await using var server = await FunctionsServer.StartAsync(_time);
        using var answer = await StartAsync(server);
        await server.Durable.EndOf(server.Durable.Scheduled.Single());

        _time.Advance(TimeSpan.FromDays(31));
        await server.SweepAsync(Cancel);

        Assert.All(server.Container.Names, name => Assert.StartsWith("usage/", name));
    }

    /// <summary>Everything that a start has stored when its process is lost just before it records the audit.</summary>
    private async Task LeaveStrayAsync(FunctionsServer server)
    {
        var stores = server.Stores;
        await using var writer = stores.Sources.Write(Stray, () => stores.Work.ArriveAsync(Stray));
        await writer.AddAsync(new SourceFile("a.ts", Language.TypeScript, "export const a = 1;\n"), Cancel);
        await writer.CompleteAsync(new SubmissionManifest([], [], [], []), Cancel);
        await stores.Index.AddAsync(Stray, "metered-billing", _time.GetUtcNow(), Cancel);
        await stores.Log.CreateAsync(Stray, new NewProgressEvent("status/Queued", Progress.StatusType, JsonSerializer.SerializeToElement("")), Cancel);
    }

    private static async Task PutAsync(FunctionsServer server, string name, string content) =>
        await ((BlobContainerClient)server.Container).GetBlobClient(name).UploadAsync(BinaryData.FromString(content), new BlobUploadOptions(), Cancel);

    private static Task<HttpResponseMessage> StartAsync(FunctionsServer server) => server.Client.PostAsJsonAsync(
        "audits", new { audit = "metered-billing", files = new[] { new { path = "a.ts", content = "export const a = 1;\n" } } }, Cancel);
}
