using Claudit.Audits;
using Claudit.Engine;
using Claudit.Local.Storage;
using Claudit.Storage;
using Claudit.Workflow;
using Xunit;

namespace Claudit.Damage;

/// <summary>What becomes of an audit when the disk damages what is stored of it while no server runs.</summary>
public sealed class DamagedRunningAudits : IDisposable
{
    private const string Message = "what is stored for it on the server's disk is damaged or missing; start the audit again.";

    private readonly TemporaryFolder _folder = new();

    private int _servers;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Objects => Path.Combine(_folder.Path, "objects");

    private string Logs => Path.Combine(_folder.Path, "logs");

    public static TheoryData<string, string, string, DamageKind> Stored
    {
        get
        {
            var cases = new TheoryData<string, string, string, DamageKind>();
            foreach (var kind in Enum.GetValues<DamageKind>())
            {
                cases.Add("plan", "manifest~", "The step 'plan' failed", kind);
                cases.Add("plan", "packs~", "The step 'plan' failed", kind);
                cases.Add("analyze", "00000~", "The step 'analyze' failed", kind);
                cases.Add("audit-section", "00001~", "The step 'merge' failed", kind);
                cases.Add("merge", "deduplication~", "The step 'merge' failed", kind);
            }

            return cases;
        }
    }

    public static TheoryData<DamageKind> Kinds => [.. Enum.GetValues<DamageKind>()];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Stored))]
    public async Task Without_what_a_step_needs_it_fails_and_says_what_to_do(string step, string file, string failed, DamageKind kind)
    {
        var id = await StopAtAsync(step);
        DamagedFile.Make(Path.Combine(Objects, "work"), file, kind);

        await using var server = Server();
        await server.Engine.StartAsync(Cancel);
        var ended = await server.EndAsync(id);

        Assert.Equal((AuditState.Failed, $"{failed}: {Message}"), (ended.State, ended.Error!.Message));
        await AssertCleanAsync(server);
    }

    [Fact]
    public async Task A_pack_that_is_gone_does_not_read_as_clean()
    {
        var id = await StopAtAsync("analyze");
        File.Delete(Path.Combine(Objects, "work", TestServer.Tenant, id, "source", "00000~"));

        await using var server = Server();
        await server.Engine.StartAsync(Cancel);

        Assert.Equal($"The step 'analyze' failed: {Message}", (await server.EndAsync(id)).Error!.Message);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Without_its_events_it_fails_and_its_stream_still_ends(DamageKind kind)
    {
        var id = await StopAtAsync("audit-section");
        DamagedFile.Make(Logs, "*.jsonl", kind);
        // What is cut off in the middle of the last line is what a crash may leave, and no damage; so the cut is elsewhere.
        if (kind == DamageKind.CutShort) await File.AppendAllTextAsync(Directory.GetFiles(Logs, "*.jsonl", SearchOption.AllDirectories).Single(), "\n", Cancel);

        await using var server = Server();
        await server.Engine.StartAsync(Cancel);
        // Until it has ended, there is nothing to read.
        await server.ForgottenAsync();
        var ended = await server.EndAsync(id);

        Assert.Equal(AuditState.Failed, ended.State);
        Assert.EndsWith(Message, ended.Error!.Message, StringComparison.Ordinal);
        await AssertCleanAsync(server);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Without_its_history_it_starts_over(DamageKind kind)
    {
        var id = await StopAtAsync("merge");
        DamagedFile.Make(Path.Combine(Objects, "history"), "000003~", kind);

        await using var server = Server();
        await server.Engine.StartAsync(Cancel);

        Assert.Equal(AuditState.Completed, (await server.EndAsync(id)).State);
        Assert.Contains("plan", server.Performed);
        await AssertCleanAsync(server);
    }

    [Fact]
    public async Task With_a_gap_in_its_history_it_starts_over()
    {
        var id = await StopAtAsync("merge");
        File.Delete(Path.Combine(Objects, "history", TestServer.Tenant, id, "000003~"));

        await using var server = Server();
        await server.Engine.StartAsync(Cancel);

        Assert.Equal(AuditState.Completed, (await server.EndAsync(id)).State);
        await AssertCleanAsync(server);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Without_its_record_it_ends_keeps_no_source_and_expires(DamageKind kind)
    {
        var id = await StopAtAsync("analyze");
        DamagedFile.Make(Path.Combine(Objects, "audits"), "record~", kind);
        var time = new ShiftedTime();

        await using (var server = Server(time))
        {
            await server.Engine.StartAsync(Cancel);
            await server.ForgottenAsync();
            await Assert.ThrowsAsync<DamagedObjectException>(() => server.Service.GetStatusAsync(TestServer.Key(id), Cancel));
            await AssertCleanAsync(server);
        }

        time.Advance(TimeSpan.FromDays(31));
        await using var later = Server(time);
        await later.Engine.StartAsync(Cancel);
        Assert.Empty(Directory.GetFiles(_folder.Path, $"*{id}*", SearchOption.AllDirectories));
        Assert.Null(await later.Service.GetStatusAsync(TestServer.Key(id), Cancel));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_clock_that_jumps_by_a_day_changes_nothing_for_it(int days)
    {
        var time = new ShiftedTime();
        var id = await StopAtAsync("audit-section", time);
        time.Advance(TimeSpan.FromDays(days));

        await using var server = Server(time);
        await server.Engine.StartAsync(Cancel);

        Assert.Equal(AuditState.Completed, (await server.EndAsync(id)).State);
        var events = (await server.Service.EventsAsync(TestServer.Key(id), 0, TimeSpan.Zero, Cancel))!.Value;
        Assert.Equal(Enumerable.Range(1, events.Length).Select(number => (long)number), events.Select(entry => entry.Id));
        Assert.NotNull((await server.Service.ReportAsync(TestServer.Key(id), Cancel))!.Report);
    }

    private TestServer Server(TimeProvider? time = null, Action<ActivityTable>? change = null) =>
        new(new FileObjectStore(Objects, time ?? TimeProvider.System), new FileProgressLog(Logs, time ?? TimeProvider.System), time, change: change)
        {
            GivenIds = _servers++,
        };

    /// <summary>Starts an audit and stops its server when it begins that step.</summary>
    private async Task<string> StopAtAsync(string step, TimeProvider? time = null)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = Server(time, table => Held.At(table, step, reached));
        var id = (await server.StartAsync()).Id;
        await reached.Task.WaitAsync(Cancel);
        return id;
    }

    /// <summary>Nothing of it goes on, no code is kept, and the next audit is served.</summary>
    private async Task AssertCleanAsync(TestServer server)
    {
        Assert.Empty(Directory.Exists(Path.Combine(Objects, "work")) ? Directory.GetFiles(Path.Combine(Objects, "work"), "*", SearchOption.AllDirectories) : []);
        Assert.Empty(Directory.GetFiles(Path.Combine(Objects, "history"), "*", SearchOption.AllDirectories));
        await server.SubmitAgainAsync();
    }
}
