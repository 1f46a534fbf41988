using Claudit.Local.Storage;
using Xunit;

namespace Claudit.Storage;

public sealed class FileProgressLogTests : ProgressLogContract
{
    private static readonly AuditKey Audit = new("tenant", "audit");
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_process_goes_on_where_the_last_one_was()
    {
        await BeginAsync(Open(), Audit, Event("a"), Event("b"));

        var log = Open();
        await log.AppendAsync(Audit, [Event("b"), Event("c")], Cancel);

        Assert.Equal([(1L, "a"), (2L, "b"), (3L, "c")], (await Open().ReadAsync(Audit, 0, Cancel)).Select(entry => (entry.Id, entry.Key)));
    }

    [Fact]
    public async Task Half_a_line_that_a_crash_left_is_not_an_event()
    {
        await BeginAsync(Open(), Audit, Event("a"), Event("b"));
        var path = Path.Combine(_folder.Path, "tenant", "audit.jsonl");
        var whole = await File.ReadAllBytesAsync(path, Cancel);
        var firstLine = Array.IndexOf(whole, (byte)'\n') + 1;

        for (var length = firstLine; length < whole.Length; length += 7)
        {
            await File.WriteAllBytesAsync(path, whole[..length], Cancel);
            Assert.Equal(["a"], (await Open().ReadAsync(Audit, 0, Cancel)).Select(entry => entry.Key));
            var log = Open();
            await log.AppendAsync(Audit, [Event("c")], Cancel);
            Assert.Equal([(1L, "a"), (2L, "c")], (await log.ReadAsync(Audit, 0, Cancel)).Select(entry => (entry.Id, entry.Key)));
        }
    }

    [Fact]
    public async Task A_name_that_climbs_out_is_refused() => await Assert.ThrowsAsync<ArgumentException>(
        () => Open().ReadAsync(new AuditKey("..", "audit"), 0, Cancel));

    protected override IProgressLog CreateLog() => Open();

    protected override void CleanUp() => _folder.Dispose();

    private FileProgressLog Open() => new(_folder.Path, TimeProvider.System);
}
