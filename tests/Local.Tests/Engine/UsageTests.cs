using System.Collections.Concurrent;
using System.Globalization;
using Claudit.Audits;
using Claudit.Metering;
using Claudit.Storage;
using Claudit.Workflow;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Claudit.Engine;

/// <summary>What becomes of usage when the meter does not take it.</summary>
public sealed class UsageTests
{
    private readonly ShiftedTime _time = new();
    private readonly MemoryObjectStore _objects = new();
    private readonly MemoryProgressLog _log;
    private readonly UnsteadyMeter _meter;
    private readonly WrittenLog _written = new();

    public UsageTests()
    {
        _log = new MemoryProgressLog(_time);
        _meter = new UnsteadyMeter(new UsageLedger(_objects));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_audit_whose_usage_cannot_be_recorded_completes_and_the_usage_is_recorded_later()
    {
        _meter.Trouble = _ => throw new IOException("secret source text");
        string id;
        await using (var server = Server())
        {
            id = (await server.StartAsync()).Id;
            Assert.Equal(AuditState.Completed, (await server.EndAsync(id)).State);
            Assert.True((await server.Service.ReportAsync(TestServer.Key(id), Cancel))!.Report!.Complete);
            Assert.Equal([$"usage-pending/tenant/{id}"], await _objects.KeysAsync("usage"));
            await server.Service.EraseAsync(TestServer.Key(id), Cancel);
        }

        var error = Assert.Single(_written.Errors);
        Assert.Matches($"^Audit {id}: .*audit.completed 1, source.bytes \\d+.*IOException", error);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);

        _meter.Trouble = null;
        await using var next = Server();
        await next.Engine.StartAsync(Cancel);
        Assert.EndsWith($"/{id}", Assert.Single(await _objects.KeysAsync("usage")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Usage_counts_in_the_month_in_which_the_audit_was_asked_for_also_when_it_is_recorded_again_in_the_next()
    {
        await using var server = Server(table =>
        {
            var meter = table.Find(AuditWorkflow.Meter);
            table.Add(AuditWorkflow.Meter, async (input, cancel) =>
            {
                await meter(input, cancel);
                _time.Advance(TimeSpan.FromDays(31));
                return await meter(input, cancel);
            });
        });
        var month = _time.GetUtcNow().ToString("yyyy-MM", CultureInfo.InvariantCulture);

        var id = (await server.StartAsync()).Id;
        await server.EndAsync(id);

        Assert.Equal([$"usage/tenant/{month}/{id}"], await _objects.KeysAsync("usage"));
    }

    [Fact]
    public async Task Usage_whose_recording_seemed_to_fail_counts_once()
    {
        _meter.Trouble = async record =>
        {
            await record();
            throw new IOException("The answer is lost.");
        };
        await using var server = Server();
        var id = (await server.StartAsync()).Id;
        await server.EndAsync(id);
        Assert.Equal(["usage-pending", "usage"], (await _objects.KindsAsync()).Where(kind => kind.StartsWith("usage", StringComparison.Ordinal)));

        _meter.Trouble = null;
        await server.Engine.StartAsync(Cancel);

        Assert.EndsWith($"/{id}", Assert.Single(await _objects.KeysAsync("usage")), StringComparison.Ordinal);
        Assert.Equal(2, _meter.Asked);
    }

    [Fact]
    public async Task A_meter_that_never_answers_keeps_no_audit_from_its_end()
    {
        _meter.Trouble = _ => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Cancel);
        await using var server = Server();
        var id = (await server.StartAsync()).Id;

        Assert.Equal(AuditState.Completed, (await server.EndAsync(id)).State);
        Assert.Contains(nameof(TimeoutException), Assert.Single(_written.Errors), StringComparison.Ordinal);
    }

    private TestServer Server(Action<ActivityTable>? change = null) => new(_objects, _log, _time, change: change, meter: _meter, logger: _written);

    private sealed class UnsteadyMeter(IUsageMeter inner) : IUsageMeter
    {
        private int _asked;

        /// <summary>What happens instead of recording, which it is given; null for none.</summary>
        public Func<Func<Task>, Task>? Trouble { get; set; }

        public int Asked => _asked;

        public Task RecordAsync(UsageRecord usage, CancellationToken cancel)
        {
            Interlocked.Increment(ref _asked);
            return Trouble is { } trouble ? trouble(() => inner.RecordAsync(usage, cancel)) : inner.RecordAsync(usage, cancel);
        }
    }

    private sealed class WrittenLog : ILogger<UsageOutbox>
    {
        public ConcurrentQueue<string> Errors { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Error) Errors.Enqueue(formatter(state, exception));
        }
    }
}
