using Claudit.Api;
using Xunit;

namespace Claudit.Damage;

/// <summary>What a server answers when the disk has damaged what it stored of an audit that has ended.</summary>
public sealed class DamagedEndedAudits : IAsyncLifetime
{
    private const string Damaged = "What the server has stored of it is damaged, and asking again does not help: erase the audit, and start another with a new Idempotency-Key.";

    private readonly Server _server = new();
    private string _id = "";
    private string _other = "";

    private string Data => Path.Combine(_server.Folder, "data");

    public static TheoryData<DamageKind> Kinds => [.. Enum.GetValues<DamageKind>()];

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        _id = await EndedAsync();
        _other = await EndedAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Without_its_record_every_question_is_told_so_and_erasing_leaves_nothing(DamageKind kind)
    {
        DamagedFile.Make(Path.Combine(Data, "objects", "audits", "local", _id), "record~", kind);

        foreach (var path in new[] { "", "/events", "/report", "?wait=1" })
            Assert.Equal(Damaged, (await _server.Client.GetAsync($"/audits/{_id}{path}")).Problem(410, "storage-damaged"));
        (await _server.Client.PostAsync($"/audits/{_id}/cancel", null)).Problem(410, "storage-damaged");
        await AssertOthersAsync(_other);

        Assert.Equal(204, (await _server.Client.DeleteAsync($"/audits/{_id}")).Status);

        Assert.Equal(404, (await _server.Client.GetAsync($"/audits/{_id}")).Status);
        // When it would expire is still noted, and goes then; the usage stays.
        Assert.All(Directory.GetFiles(Data, $"*{_id}*", SearchOption.AllDirectories), file => Assert.Matches("/(expiry|usage)/", file.Replace('\\', '/')));
    }

    [Fact]
    public async Task An_audit_whose_record_is_lost_is_unknown_and_erasing_it_leaves_nothing()
    {
        File.Delete(Path.Combine(Data, "objects", "audits", "local", _id, "record~"));

        Assert.Equal(404, (await _server.Client.GetAsync($"/audits/{_id}")).Status);
        Assert.Equal(204, (await _server.Client.DeleteAsync($"/audits/{_id}")).Status);

        Assert.All(Directory.GetFiles(Data, $"*{_id}*", SearchOption.AllDirectories), file => Assert.Matches("/(expiry|usage)/", file.Replace('\\', '/')));
        Assert.False(Directory.Exists(Path.Combine(Data, "objects", "audits", "local", _id)));
        await AssertOthersAsync(_other);
    }

    [Fact]
    public async Task A_record_that_cannot_be_opened_keeps_the_others_in_the_list_and_can_be_erased()
    {
        var record = Path.Combine(Data, "objects", "audits", "local", _id, "record~");
        File.Delete(record);
        Directory.CreateDirectory(record);

        (await _server.Client.GetAsync($"/audits/{_id}")).Problem(503, "storage-unavailable");
        await AssertOthersAsync(_other);
        Assert.Equal(204, (await _server.Client.DeleteAsync($"/audits/{_id}")).Status);

        Assert.Equal(404, (await _server.Client.GetAsync($"/audits/{_id}")).Status);
        Assert.False(Directory.Exists(Path.Combine(Data, "objects", "audits", "local", _id)));
    }

    [Fact]
    public async Task A_report_that_is_lost_is_told_apart_from_one_that_never_was()
    {
        File.Delete(Path.Combine(Data, "objects", "audits", "local", _id, "report~"));

        (await _server.Client.GetAsync($"/audits/{_id}/report")).Problem(410, "storage-damaged");
        Assert.Equal("completed", (await _server.Client.GetAsync($"/audits/{_id}")).State);
    }

    [Fact]
    public async Task A_folder_for_what_is_being_written_that_was_cleaned_away_is_made_again()
    {
        Directory.Delete(Path.Combine(Data, "objects", "temporary~"), recursive: true);

        await EndedAsync();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Without_its_report_the_rest_is_answered(DamageKind kind)
    {
        DamagedFile.Make(Path.Combine(Data, "objects", "audits", "local", _id), "report~", kind);

        (await _server.Client.GetAsync($"/audits/{_id}/report")).Problem(410, "storage-damaged");
        Assert.Equal("completed", (await _server.Client.GetAsync($"/audits/{_id}")).State);
        await AssertOthersAsync(_id, _other);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Without_its_events_the_rest_is_answered(DamageKind kind)
    {
        DamagedFile.Make(Path.Combine(Data, "logs", "local"), $"{_id}.jsonl", kind);

        (await _server.Client.GetAsync($"/audits/{_id}/events")).Problem(410, "storage-damaged");
        (await _server.Client.GetAsync($"/audits/{_id}?wait=30&after=99")).Problem(410, "storage-damaged");
        Assert.Equal(200, (await _server.Client.GetAsync($"/audits/{_id}/report")).Status);
        await AssertOthersAsync(_id, _other);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_damaged_idempotency_key_starts_nothing_until_it_is_swept(DamageKind kind)
    {
        var started = await _server.Client.PostAsync("/audits", Small(), ("Idempotency-Key", "key"));
        await _server.Client.EndedAsync(started.Id);
        DamagedFile.Make(Path.Combine(Data, "objects", "idempotency"), "*~", kind);

        (await _server.Client.PostAsync("/audits", Small(), ("Idempotency-Key", "key"))).Problem(410, "storage-damaged");
        await RestartAsync();
        Assert.NotEqual(started.Id, (await _server.Client.PostAsync("/audits", Small(), ("Idempotency-Key", "key"))).Id);
    }

    [Fact]
    public async Task Whatever_is_damaged_the_server_starts_sweeps_and_serves()
    {
        DamagedFile.Make(Path.Combine(Data, "objects", "audits", "local", _id), "record~", DamageKind.FlippedByte);
        DamagedFile.Make(Path.Combine(Data, "objects", "usage"), $"{_id}~", DamageKind.CutShort);
        Directory.CreateDirectory(Path.Combine(Data, "objects", "usage-pending", "local"));
        foreach (var folder in new[] { "expiry", "index/local", "work", "work/local", "history", "history/local", "idempotency", "usage-pending/local", "lost+found" })
        {
            Directory.CreateDirectory(Path.Combine(Data, "objects", folder));
            await File.WriteAllTextAsync(Path.Combine(Data, "objects", folder, "rubbish~"), "rubbish", TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(Data, "objects", folder, "#12345"), "rubbish", TestContext.Current.CancellationToken);
        }

        await RestartAsync();

        await AssertOthersAsync(_other);
        Assert.Equal(200, (await _server.Client.GetAsync("/health/ready")).Status);
        await EndedAsync();
    }

    private static HttpContent Small() => ApiClient.Files(("src/meter.ts", ApiClient.Snippet));

    private async Task RestartAsync()
    {
        await _server.StopAsync();
        await _server.InitializeAsync();
    }

    private async Task<string> EndedAsync()
    {
        var id = await _server.Client.StartAsync();
        Assert.Equal("completed", (await _server.Client.EndedAsync(id)).State);
        return id;
    }

    private async Task AssertOthersAsync(params string[] listed)
    {
        var items = (await _server.Client.GetAsync("/audits")).Json.GetProperty("items").EnumerateArray();
        Assert.Equal(listed.Order(), items.Select(item => item.GetProperty("id").GetString()!).Order());
        Assert.Equal(200, (await _server.Client.GetAsync($"/audits/{_other}/report")).Status);
    }
}
