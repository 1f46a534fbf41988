using Claudit.Audits;
using Claudit.Findings;
using Xunit;

namespace Claudit.Storage;

public sealed class AuditRecordStoreTests
{
    private static readonly AuditKey Audit = new("tenant", "audit");
    private readonly AuditRecordStore _store = new(new MemoryObjectStore());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_of_a_record_is_read_back()
    {
        var record = Record() with
        {
            Options = new AuditOptions { Sections = ["a", "b"], MinSeverity = Severity.High, Retention = TimeSpan.FromDays(2) },
            Error = new Problem("code", "/pointer", "message"),
            Sections = [new SectionProgress("a", "A", SectionState.Partial, 3)],
            Score = new AuditScore(7.5, 3, 5),
        };
        Assert.True(await _store.CreateAsync(Audit, record, Cancel));
        Assert.False(await _store.CreateAsync(Audit, record, Cancel));

        var read = await _store.ReadAsync(Audit, Cancel);

        Assert.Equivalent(record, read, strict: true);
    }

    [Fact]
    public async Task Changes_at_once_are_all_kept()
    {
        await _store.CreateAsync(Audit, Record(), Cancel);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _store.UpdateAsync(
            Audit, record => record with { Submission = record.Submission with { Files = record.Submission.Files + 1 } }, Cancel))));

        Assert.Equal(20, (await _store.ReadAsync(Audit, Cancel))!.Submission.Files);
    }

    [Fact]
    public async Task An_audit_that_is_not_there_is_not_changed() =>
        Assert.Null(await _store.UpdateAsync(Audit, record => record with { CancelRequested = true }, Cancel));

    private static AuditRecord Record() => new()
    {
        Id = "audit",
        Audit = "metered-billing",
        Options = new AuditOptions(),
        State = AuditState.Queued,
        CreatedAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        Submission = new AuditedSubmission(0, 0, 0, 0),
    };
}
