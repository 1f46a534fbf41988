using Claudit.Audits;
using Claudit.Engine;
using Claudit.Fakes;
using Claudit.Functions.Orchestration;
using Claudit.Functions.Storage;
using Claudit.Storage;
using Claudit.Workflow;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Claudit.Orchestration;

public sealed class DurableEngineTests : AuditEngineContract
{
    private static readonly AuditKey Audit = new("default", "a1");

    private readonly FakeContainer _container = new();
    // There are no activities here: an orchestration that called one would try it for ever.
    private readonly FakeDurable _durable = new(new ServiceCollection().BuildServiceProvider()) { FailsOrchestrations = true };

    [Fact]
    public async Task Of_many_starts_at_once_one_is_scheduled()
    {
        await RecordAsync(AuditState.Queued);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Engine().SubmitAsync(Audit, Cancel))));

        Assert.Equal([Audit.Audit], _durable.Scheduled);
    }

    [Fact]
    public async Task An_audit_that_has_ended_or_is_unknown_is_not_started()
    {
        await Engine().SubmitAsync(Audit, Cancel);
        await RecordAsync(AuditState.Completed);
        await Engine().SubmitAsync(Audit, Cancel);

        Assert.Empty(_durable.Scheduled);
        Assert.DoesNotContain(_container.Names, name => name.StartsWith("work/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_process_claimed_that_died_is_started_after_the_lease()
    {
        await RecordAsync(AuditState.Queued);
        _durable.Refuses = true;
        await Assert.ThrowsAsync<IOException>(() => Engine().SubmitAsync(Audit, Cancel));
        _durable.Refuses = false;

        await Engine().SubmitAsync(Audit, Cancel);
        Assert.Empty(_durable.Scheduled);
        Time.Advance(TimeSpan.FromMinutes(6));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Engine().SubmitAsync(Audit, Cancel))));

        Assert.Equal([Audit.Audit], _durable.Scheduled);
    }

    [Fact]
    public async Task An_audit_whose_orchestration_failed_is_started_again_once()
    {
        await RecordAsync(AuditState.Queued);
        await Engine().SubmitAsync(Audit, Cancel);
        await Assert.ThrowsAnyAsync<Exception>(() => _durable.EndOf(Audit.Audit));

        await Engine().SubmitAsync(Audit, Cancel);
        Assert.Single(_durable.Scheduled);
        Time.Advance(TimeSpan.FromMinutes(6));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Engine().SubmitAsync(Audit, Cancel))));

        Assert.Equal([Audit.Audit, Audit.Audit], _durable.Scheduled);
    }

    [Fact]
    public async Task What_a_step_stores_after_its_canceled_audit_has_ended_is_deleted_by_that_step()
    {
        var step = new LateStep(Objects);
        await using var server = Server(Objects, Log, Time, table => table.Add(AuditWorkflow.Analyze, step.AnalyzeAsync));
        var audit = AuditServer.Key((await server.StartAsync()).Id);
        await step.Reached.Task.WaitAsync(Cancel);
        await server.Service.CancelAsync(audit, Cancel);
        Assert.Equal(AuditState.Canceled, (await server.EndAsync(audit.Audit)).State);

        step.Release.SetResult();
        await step.Stored.Task.WaitAsync(Cancel);
        for (var look = 0; look < 500 && (await Objects.KindsAsync()).Contains("work"); look++) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancel);

        Assert.DoesNotContain("work", await Objects.KindsAsync());
    }

    [Fact]
    public async Task What_a_step_stores_while_its_canceled_audit_is_being_ended_is_deleted()
    {
        var objects = new BlobObjectStore(_container);
        var step = new LateStep(objects);
        await using var server = Server(objects, Log, Time, table => table.Add(AuditWorkflow.Analyze, step.AnalyzeAsync));
        var audit = AuditServer.Key((await server.StartAsync()).Id);
        await step.Reached.Task.WaitAsync(Cancel);

        // The note of when it expires comes after the deletion of what was stored, and before the record says that it has ended.
        _container.BeforeWrite = async name =>
        {
            if (!name.StartsWith("expiry/", StringComparison.Ordinal)) return;
            step.Release.TrySetResult();
            await step.Stored.Task;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        };
        await server.Service.CancelAsync(audit, Cancel);
        await server.ForgottenAsync();

        Assert.True(step.Stored.Task.IsCompleted);
        Assert.DoesNotContain(_container.Names, name => name.StartsWith("work/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Canceling_what_never_began_does_nothing() => await Engine().CancelAsync(Audit, Cancel);

    internal override AuditServer Server(IObjectStore objects, IProgressLog log, TimeProvider time, Action<ActivityTable>? change) =>
        new DurableServer(objects, log, time, change);

    private DurableEngine Engine() => new(_durable.Client, new BlobObjectStore(_container), Stores(), Time);

    private AuditStores Stores() => new(new BlobObjectStore(_container), new BlobProgressLog(_container, Time), new AuditSettings(), Time);

    private Task<bool> RecordAsync(AuditState state) => Stores().Records.CreateAsync(
        Audit,
        new AuditRecord
        {
            Id = Audit.Audit,
            Audit = "metered-billing",
            Options = new AuditOptions(),
            State = state,
            CreatedAt = Time.GetUtcNow(),
            Submission = new AuditedSubmission(1, 1, 1, 0),
        },
        Cancel);

    /// <summary>Heeds no cancellation, and stores something when it is released.</summary>
    private sealed class LateStep(IObjectStore objects)
    {
        public TaskCompletionSource Reached { get; } = new();

        public TaskCompletionSource Release { get; } = new();

        public TaskCompletionSource Stored { get; } = new();

        public async Task<int> AnalyzeAsync(ShardInput input, CancellationToken cancel)
        {
            Reached.TrySetResult();
            await Release.Task;
            await objects.PutAsync(WorkStore.StartClaimOf(input.Audit) + "-late", "facts"u8.ToArray(), WriteCondition.None, CancellationToken.None);
            Stored.TrySetResult();
            return 1;
        }
    }
}
