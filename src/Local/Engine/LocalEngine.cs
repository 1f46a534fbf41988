using System.Collections.Concurrent;
using Claudit.Audits;
using Claudit.Metering;
using Claudit.Storage;
using Claudit.Telemetry;
using Claudit.Workflow;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Claudit.Local.Engine;

/// <summary>
/// The embedded engine: runs workflows in this process over what is stored of them. Started as a hosted service, it first takes up what
/// an earlier process left unfinished. It must be the only one over its store.
/// </summary>
public sealed partial class LocalEngine : IAuditEngine, IHostedService, IDisposable
{
    // No tenant's, so that it takes turns with them.
    private const string LaneOfSuspects = "";

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly AuditStores _stores;
    private readonly HistoryStore _history;
    private readonly ActivityPerformer _performer;
    private readonly FairGate<string> _audits;
    private readonly FairGate<string> _suspects = new(1);
    private readonly AuditSweeper _sweeper;
    private readonly EngineSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<AuditKey, RunningAudit> _running = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _sweeping = Task.CompletedTask;

    public LocalEngine(
        IObjectStore objects,
        AuditStores stores,
        ActivityTable activities,
        UsageOutbox usage,
        EngineSettings settings,
        TimeProvider time,
        ILogger<LocalEngine> logger)
    {
        _stores = stores;
        _history = new HistoryStore(objects);
        _performer = new ActivityPerformer(activities, settings.MaxActivities, time, logger);
        _audits = new FairGate<string>(settings.MaxAudits);
        _sweeper = new AuditSweeper(stores, this, usage, time, logger);
        _settings = settings;
        _time = time;
        _logger = logger;
    }

    /// <summary>How many audits are running or waiting for their turn.</summary>
    public int Unfinished => _running.Count;

    /// <summary>Why no more audits are to be submitted now; null when one may be. One that has nothing to do takes any: memory would not get less by waiting.</summary>
    public Overload? Overload()
    {
        var (unfinished, memory) = (Unfinished, Environment.WorkingSet);
        if (unfinished - _settings.MaxAudits >= _settings.MaxWaiting && unfinished > 0)
            return new Overload($"{unfinished} audits run or wait, and no more than {_settings.MaxWaiting} may wait: send this one again later.", RetryAfter);
        return memory >= _settings.MaxMemory && unfinished > 0
            ? new Overload($"The audits that run have {memory >> 20} MiB of memory, and no more are taken from {_settings.MaxMemory >> 20} MiB on: send this one again later.", RetryAfter)
            : null;
    }

    /// <summary>Takes up what was left unfinished, deletes what is left over, and from then on looks for such things at intervals.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _stores.Idempotency.ReleaseAllAsync(cancellationToken);
        await SweepAsync(nothingIsAdmitted: true, cancellationToken);
        _sweeping = SweepAtIntervalsAsync();
    }

    /// <summary>Leaves every workflow where it is: started again, the engine goes on from there.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await Task.WhenAll([_sweeping, .. _running.Values.Select(audit => audit.Ended)]).WaitAsync(cancellationToken);
    }

    public async Task SubmitAsync(AuditKey audit, CancellationToken cancel)
    {
        if (await _history.BeginAsync(audit, _time.GetUtcNow(), cancel) && await HasEndedAsync(audit, cancel)) await _history.DeleteAsync(audit, cancel);
        else Resume(audit);
    }

    public Task CancelAsync(AuditKey audit, CancellationToken cancel)
    {
        // One that does not run now reads in its record that it is canceled, when it does.
        if (_running.TryGetValue(audit, out var running)) running.Cancel();
        return Task.CompletedTask;
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>Goes on with a workflow that was begun; does nothing when it runs already.</summary>
    /// <param name="isTakenUp">Whether an earlier process has begun it.</param>
    private void Resume(AuditKey audit, bool isTakenUp = false)
    {
        var running = new RunningAudit(new WorkflowRun(audit, isTakenUp, _history, _performer, _time));
        if (_running.TryAdd(audit, running)) _ = Task.Run(() => RunAsync(audit, running));
        else running.Dispose();
    }

    public Task<bool> IsRunningAsync(AuditKey audit, CancellationToken cancel) => Task.FromResult(_running.ContainsKey(audit));

    /// <summary>An audit that has ended leaves no history, and so looks like one that was never begun.</summary>
    private async Task<bool> HasEndedAsync(AuditKey audit, CancellationToken cancel)
    {
        var (record, isDamaged) = await _stores.Records.TryReadAsync(audit, cancel);
        // That a record is damaged its workflow finds out, and ends it.
        return !isDamaged && (record is null || record.State.IsEnd());
    }

    private async Task SweepAsync(bool nothingIsAdmitted, CancellationToken cancel)
    {
        await foreach (var audit in _history.UnfinishedAsync(cancel)) Resume(audit, isTakenUp: nothingIsAdmitted);
        try
        {
            await _sweeper.SweepAsync(nothingIsAdmitted, cancel);
        }
        catch (AggregateException)
        {
            // The sweeper has told each part of it; what cannot be swept keeps no server from starting.
        }
    }

    private async Task RunAsync(AuditKey audit, RunningAudit running)
    {
        var startOver = false;
        try
        {
            var (record, _) = await _stores.Records.TryReadAsync(audit, _stop.Token);
            if (record is { CancelRequested: true }) running.Cancel();
            using var traced = AuditTelemetry.StartAudit(audit, record?.Trace);
            await InTurnAsync(audit, running);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The next process goes on with it.
        }
        catch (HistoryMismatchException mismatch)
        {
            Log.StartsOver(_logger, audit.Audit, mismatch.Message);
            startOver = await StartOverAsync(audit);
        }
        catch (Exception failure)
        {
            // Only the type and the place: a message may quote what was submitted. The next sweep tries again.
            Log.RunFailed(_logger, audit.Audit, failure.GetType().Name, failure.StackTrace);
        }
        finally
        {
            _running.TryRemove(audit, out _);
            if (startOver) Resume(audit);
            running.Dispose();
        }
    }

    private async Task<bool> StartOverAsync(AuditKey audit)
    {
        try
        {
            await _history.DeleteAsync(audit, CancellationToken.None);
            return await _history.BeginAsync(audit, _time.GetUtcNow(), CancellationToken.None);
        }
        catch (Exception failure)
        {
            Log.RunFailed(_logger, audit.Audit, failure.GetType().Name, failure.StackTrace);
            return false;
        }
    }

    /// <summary>A canceled audit has little left to do, and does not wait for its turn to do it.</summary>
    private async Task InTurnAsync(AuditKey audit, RunningAudit running)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, running.Canceled);
        var stored = await _history.ReadAsync(audit, _stop.Token);
        var entered = new List<FairGate<string>>();
        try
        {
            foreach (var (gate, lane) in GatesOf(audit, stored))
            {
                await gate.EnterAsync(lane, either.Token);
                entered.Add(gate);
            }
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            // Canceled while it waited.
        }

        try
        {
            await running.Workflow.RunAsync(stored, _stop.Token);
        }
        finally
        {
            entered.ForEach(gate => gate.Leave());
        }
    }

    /// <summary>An audit that ran when processes were lost may be what they were lost by, or stand beside it: such a one has all places to itself, so that it shows.</summary>
    private IEnumerable<(FairGate<string> Gate, string Lane)> GatesOf(AuditKey audit, IReadOnlyList<HistoryEvent> stored) => HistoryStore.LostStarts(stored) < 2
        ? [(_audits, audit.Tenant)]
        : [(_suspects, audit.Tenant), .. Enumerable.Repeat((_audits, LaneOfSuspects), _settings.MaxAudits)];

    private async Task SweepAtIntervalsAsync()
    {
        using var timer = new PeriodicTimer(_settings.SweepInterval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                try
                {
                    await SweepAsync(nothingIsAdmitted: false, _stop.Token);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    Log.SweepFailed(_logger, failure.GetType().Name, failure.StackTrace);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private sealed class RunningAudit(WorkflowRun workflow) : IDisposable
    {
        private readonly CancellationTokenSource _canceled = new();
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock _guard = new();
        private bool _disposed;

        public WorkflowRun Workflow { get; } = workflow;

        public CancellationToken Canceled => _canceled.Token;

        public Task Ended => _ended.Task;

        public void Cancel()
        {
            lock (_guard)
            {
                if (_disposed) return;
                Workflow.Cancel();
                _canceled.Cancel();
            }
        }

        public void Dispose()
        {
            lock (_guard)
            {
                _disposed = true;
                _canceled.Dispose();
            }

            _ended.TrySetResult();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(10, LogLevel.Error, "Audit {Audit}: its workflow could not go on for {Failure}; it is tried again: {Trace}")]
        public static partial void RunFailed(ILogger logger, string audit, string failure, string? trace);

        [LoggerMessage(11, LogLevel.Warning, "Audit {Audit} starts over: {Reason}")]
        public static partial void StartsOver(ILogger logger, string audit, string reason);

        [LoggerMessage(12, LogLevel.Error, "Looking for unfinished audits failed with {Failure}: {Trace}")]
        public static partial void SweepFailed(ILogger logger, string failure, string? trace);
    }
}
