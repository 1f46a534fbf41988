using Claudit.Audits;
using Claudit.Metering;
using Claudit.Storage;
using Microsoft.Extensions.Logging;

namespace Claudit.Workflow;

/// <summary>
/// Erases what has expired, goes on with what has come to a halt, deletes what belongs to no audit, and delivers usage that is kept. What
/// cannot be done for one audit keeps nothing from the others.
/// </summary>
public sealed partial class AuditSweeper(AuditStores stores, IAuditEngine engine, UsageOutbox usage, TimeProvider time, ILogger logger)
{
    /// <param name="nothingIsAdmitted">True when what has no record cannot be a submission that is just arriving.</param>
    /// <exception cref="AggregateException">What could not be looked through as a whole; the rest is done.</exception>
    public async Task SweepAsync(bool nothingIsAdmitted, CancellationToken cancel)
    {
        var failures = new List<Exception>();
        await TryPartAsync("work", SweepWorkAsync(nothingIsAdmitted, cancel), failures);
        await TryPartAsync("expired audits", EraseExpiredAsync(cancel), failures);
        await TryPartAsync("idempotency keys", stores.Idempotency.SweepAsync(cancel), failures);
        await TryPartAsync("usage", usage.DeliverAsync(cancel), failures);
        cancel.ThrowIfCancellationRequested();
        if (failures.Count > 0) throw new AggregateException(failures);
    }

    private async Task TryPartAsync(string name, Task part, List<Exception> failures)
    {
        await part.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (part.Exception?.InnerExceptions[0] is not { } failure) return;
        Log.PartFailed(logger, name, failure.GetType().Name, failure.StackTrace);
        failures.Add(failure);
    }

    private async Task SweepWorkAsync(bool nothingIsAdmitted, CancellationToken cancel)
    {
        await foreach (var audit in stores.Work.ListAsync(cancel))
            await TryAsync(audit, () => SweepWorkAsync(audit, nothingIsAdmitted, cancel), cancel);
    }

    private async Task SweepWorkAsync(AuditKey audit, bool nothingIsAdmitted, CancellationToken cancel)
    {
        if (await engine.IsRunningAsync(audit, cancel)) return;
        // Asked before the record, which an audit that arrives now has by then.
        var isArriving = !nothingIsAdmitted && await stores.Work.IsArrivingAsync(audit, cancel);
        var (record, isDamaged) = await stores.Records.TryReadAsync(audit, cancel);
        // A workflow without a readable record finds that out, and ends.
        if (isDamaged || (record is not null && !record.State.IsEnd())) await engine.SubmitAsync(audit, cancel);
        else if (record is not null) await stores.Work.DeleteAsync(audit, cancel);
        else if (!isArriving) await new AuditErasure(stores).EraseWithoutRecordAsync(audit, cancel);
    }

    private async Task EraseExpiredAsync(CancellationToken cancel)
    {
        await foreach (var (audit, at) in stores.Expiry.ExpiredAsync(time.GetUtcNow(), cancel))
            await TryAsync(audit, () => EraseExpiredAsync(audit, at, cancel), cancel);
    }

    private async Task EraseExpiredAsync(AuditKey audit, DateTimeOffset at, CancellationToken cancel)
    {
        var (record, isDamaged) = await stores.Records.TryReadAsync(audit, cancel);
        if (isDamaged) await new AuditErasure(stores).EraseWithoutRecordAsync(audit, cancel);
        else if (record is not null && record.State.IsEnd()) await new AuditErasure(stores).EraseAsync(audit, record, cancel);
        await stores.Expiry.RemoveAsync(audit, at, cancel);
    }

    private async Task TryAsync(AuditKey audit, Func<Task> work, CancellationToken cancel)
    {
        try
        {
            await work();
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            Log.Passed(logger, audit.Audit, failure.GetType().Name, failure.StackTrace);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(41, LogLevel.Error, "The sweep could not look through {Part} for {Failure}: {Trace}")]
        public static partial void PartFailed(ILogger logger, string part, string failure, string? trace);

        [LoggerMessage(40, LogLevel.Error, "Audit {Audit}: the sweep passed it over for {Failure}; the next one tries it again: {Trace}")]
        public static partial void Passed(ILogger logger, string audit, string failure, string? trace);
    }
}
