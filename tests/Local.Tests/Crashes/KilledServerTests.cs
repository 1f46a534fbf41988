using System.Collections.Concurrent;
using System.Text.Json;
using Claudit.Api;
using Claudit.Storage;
using Xunit;

namespace Claudit.Crashes;

/// <summary>What holds when the real server process is killed.</summary>
public sealed class KilledServerTests : IDisposable
{
    private const int Seed = 2_026;
    private const int Audits = 20;
    private const int Kills = 30;

    // Small, so that each audit has several shards and packs, and with them more places to be killed at.
    private static readonly (string, string) SmallShards = ("Claudit__Audits__ShardCharacters", "20000");

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Twenty_audits_outlive_a_server_that_is_killed_thirty_times_at_any_moment()
    {
        var submissions = Submission.Many(Audits, new Random(Seed));
        var undisturbed = await Followed.UndisturbedAsync(Path.Combine(_folder.Path, "undisturbed"), submissions, SmallShards);
        var data = Path.Combine(_folder.Path, "killed");
        var canaries = submissions.Select(submission => submission.Canary).ToList();
        var sourceSeen = false;
        var server = new MortalServer(data, new Random(Seed), SmallShards)
        {
            MostKills = Kills,
            AfterKill = () => sourceSeen |= Traces.Of(canaries, data).Any(),
        };
        using var client = new PatientClient(server.Whereabouts);

        var ended = new ConcurrentBag<Followed>();
        await server.ServeAsync(Followed.AllAsync(client, submissions, ended));

        // There was enough to lose, and it was lost at work.
        Assert.Equal(Kills, server.Kills);
        Assert.True(client.Losses >= server.Kills / 2);
        Assert.Superset(new HashSet<string> { "plan", "analyze", "audit-section" }, server.Stored.Activities.ToHashSet());
        Assert.True(sourceSeen);
        Assert.Equal(Audits, ended.Count);
        Assert.Empty(await Loss.FindAsync(data, ended, undisturbed));
    }

    [Fact]
    public async Task A_killed_audit_can_be_canceled_at_once_and_leaves_no_source_behind()
    {
        var data = Path.Combine(_folder.Path, "data");
        var large = Submission.Large(600, new Random(Seed));
        (string, string)[] environment = [("Claudit__Api__SpoolFolder", Directory.CreateDirectory(data).FullName)];
        string id;
        using (var first = ServerProcess.Start(data, environment))
        {
            using var client = PatientClient.Of((await first.Address)!);
            id = await client.StartAsync(large);
            await first.KillAsync(Cancel);
        }

        Assert.NotEmpty(Traces.Of(large.Canary, data));

        using var second = ServerProcess.Start(data, environment);
        using var http = new HttpClient { BaseAddress = new Uri((await second.Address)!) };
        using var canceling = await http.PostAsync($"/api/v1/audits/{id}/cancel", null, Cancel);
        Assert.Equal(202, (int)canceling.StatusCode);
        using var response = await http.GetAsync($"/api/v1/audits/{id}/events", HttpCompletionOption.ResponseHeadersRead, Cancel);
        await using var stream = new EventReader(response, await response.Content.ReadAsStreamAsync(Cancel));
        StreamEvent? last = null;
        while (await stream.NextAsync() is { } next)
        {
            if (next.Type != "ping") last = next;
        }

        // Killed as soon as the end is known: nothing is deleted later.
        await second.KillAsync(Cancel);
        Assert.Equal(("end", """{"state":"canceled"}"""), (last?.Type, last?.Data));
        Assert.Empty(Traces.Of(large.Canary, data));
    }

    [Fact]
    public async Task A_server_that_is_asked_to_stop_does_so_and_its_clients_follow_the_audit_to_its_end_on_the_next_one()
    {
        var large = Submission.Large(300, new Random(Seed));
        var undisturbed = await Followed.UndisturbedAsync(Path.Combine(_folder.Path, "undisturbed"), [large], SmallShards);
        var data = Path.Combine(_folder.Path, "stopped");
        var whereabouts = new Whereabouts();
        using var client = new PatientClient(whereabouts);
        using var first = ServerProcess.Start(data, SmallShards);
        whereabouts.Up((await first.Address)!);
        var id = await client.StartAsync(large);
        var following = client.FollowAsync(id);
        var running = JsonElement.Parse(await client.GetAsync($"/audits/{id}?after=2&wait=20"));

        whereabouts.Lost();
        Assert.Equal(0, await first.StopAsync(Cancel));
        Assert.Equal("", await first.Error);
        using var second = ServerProcess.Start(data, SmallShards);
        whereabouts.Up((await second.Address)!);
        var followed = new Followed(large, id, await following);
        await second.KillAsync(Cancel);

        Assert.Equal("running", running.GetProperty("state").GetString());
        Assert.Empty(await Loss.FindAsync(data, [followed], undisturbed));
    }

    [Fact]
    public async Task A_second_server_over_the_same_folder_is_refused_until_the_first_is_gone()
    {
        var data = Path.Combine(_folder.Path, "data");
        using var first = ServerProcess.Start(data);
        Assert.NotNull(await first.Address);

        using var second = ServerProcess.Start(data);
        Assert.Equal(2, await second.EndAsync(Cancel));
        Assert.StartsWith($"claudit: Another claudit already uses the data folder '{data}'", await second.Error);

        await first.KillAsync(Cancel);
        using var third = ServerProcess.Start(data);
        Assert.NotNull(await third.Address);
    }
}
