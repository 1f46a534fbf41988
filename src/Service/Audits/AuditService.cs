using System.Collections.Immutable;
using Claudit.Storage;
using Claudit.Workflow;

namespace Claudit.Audits;

/// <summary>Everything that can be done with audits. An audit of another tenant is as unknown as one that never was.</summary>
/// <param name="definitions">Finds an audit definition by its id.</param>
public sealed class AuditService(
    AuditStores stores, AuditAdmission admission, IAuditEngine engine, Func<string, AuditDefinition?> definitions, TimeProvider time)
{
    // Reading the records of this many audits is what one page may cost, however few of them fit.
    private const int MostRead = 1000;

    private static readonly TimeSpan FirstEraseLook = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan ErasePatience = TimeSpan.FromSeconds(3);

    /// <summary>Stores the submission and hands the audit to the engine; completes when the audit is sure to run.</summary>
    /// <param name="idempotencyKey">1 to 255 printable characters, checked by the caller; null when none was sent.</param>
    public async Task<StartOutcome> StartAsync(
        string tenant, StartAudit request, ReadSubmission submission, string? idempotencyKey, CancellationToken cancel) =>
        await admission.AdmitAsync(tenant, request, submission, idempotencyKey, cancel) switch
        {
            Admission.Admitted(var audit, var replayed) => await GetStatusAsync(audit, CancellationToken.None) is { } status
                ? new StartOutcome.Started(status, replayed)
                : new StartOutcome.KeyInFlight(),
            Admission.Refused(var problems) => new StartOutcome.Refused(problems),
            Admission.KeyReused => new StartOutcome.KeyReused(),
            _ => new StartOutcome.KeyInFlight(),
        };

    /// <summary>Null when there is no such audit.</summary>
    public async Task<AuditStatus?> GetStatusAsync(AuditKey audit, CancellationToken cancel) =>
        await FindAsync(audit, cancel) is { } record ? await StatusAsync(audit, record, cancel) : null;

    /// <summary>A cursor that this did not give lists from some place of the tenant's own audits.</summary>
    public async Task<AuditPage> ListAsync(string tenant, AuditQuery query, CancellationToken cancel)
    {
        var items = ImmutableArray.CreateBuilder<AuditStatus>();
        var limit = Math.Clamp(query.Limit, 1, 100);
        var read = 0;
        string? last = null;
        await foreach (var entry in stores.Index.ListAsync(tenant, query.After, cancel))
        {
            if (items.Count == limit || read == MostRead) return new AuditPage(items.ToImmutable(), last);
            last = entry.Cursor;
            if (query.Audit is not null && entry.Kind != query.Audit) continue;
            read++;
            if (await ReadableAsync(entry.Key, cancel) is not { } status) continue;
            if (query.State is { } state && status.State != state) continue;
            items.Add(status);
        }

        return new AuditPage(items.ToImmutable(), null);
    }

    /// <summary>Null also where what is stored of it is damaged or cannot be opened: one such audit keeps no list from the others.</summary>
    private async Task<AuditStatus?> ReadableAsync(AuditKey audit, CancellationToken cancel)
    {
        try
        {
            return await GetStatusAsync(audit, cancel);
        }
        catch (Exception failure) when (failure.IsOfStorage())
        {
            return null;
        }
    }

    /// <summary>Asks the audit to stop, whatever it is at; an ended one stays as it is. Null when there is no such audit.</summary>
    public async Task<AuditStatus?> CancelAsync(AuditKey audit, CancellationToken cancel)
    {
        if (await FindAsync(audit, cancel) is null) return null;
        var record = await stores.Records.UpdateAsync(
            audit, record => record.State.IsEnd() ? record : record with { CancelRequested = true }, cancel);
        if (record is null) return null;
        if (!record.State.IsEnd()) await engine.CancelAsync(audit, cancel);
        return await GetStatusAsync(audit, cancel);
    }

    /// <summary>
    /// Cancels it if need be and erases all but the usage ledger; does nothing when there is no such audit. The audit is
    /// out of sight at once; a running one is gone when this completes unless it takes more than three seconds to stop.
    /// </summary>
    public async Task EraseAsync(AuditKey audit, CancellationToken cancel)
    {
        if (!IsWellFormed(audit)) return;
        AuditRecord? record;
        try
        {
            record = await stores.Records.UpdateAsync(
                audit,
                record => record with { CancelRequested = record.CancelRequested || !record.State.IsEnd(), EraseRequested = true },
                cancel);
        }
        catch (Exception failure) when (failure.IsOfStorage())
        {
            if (!await TryEraseAsync(audit, cancel)) throw;
            return;
        }

        if (record is null)
        {
            if (await IsLostAsync(audit, cancel)) await new AuditErasure(stores).EraseWithoutRecordAsync(audit, cancel);
            return;
        }

        if (record.State.IsEnd())
        {
            await new AuditErasure(stores).EraseAsync(audit, record, cancel);
            return;
        }

        await engine.CancelAsync(audit, cancel);
        var begun = time.GetTimestamp();
        for (var look = FirstEraseLook; time.GetElapsedTime(begun) < ErasePatience; look *= 1.5)
        {
            if (await stores.Records.ReadAsync(audit, cancel) is null) return;
            await Task.Delay(look, time, cancel);
        }
    }

    /// <summary>Erases what needs no record of it that it is to be erased, which a full disk does not take: what has ended, and what has no record that can be read.</summary>
    private async Task<bool> TryEraseAsync(AuditKey audit, CancellationToken cancel)
    {
        AuditRecord? record;
        try
        {
            record = await stores.Records.ReadAsync(audit, cancel);
        }
        catch (Exception failure) when (failure.IsOfStorage())
        {
            await engine.CancelAsync(audit, cancel);
            await new AuditErasure(stores).EraseWithoutRecordAsync(audit, cancel);
            return true;
        }

        if (record is not { } known || !known.State.IsEnd()) return record is null;
        await new AuditErasure(stores).EraseAsync(audit, known, cancel);
        return true;
    }

    /// <summary>Whether there is something of an audit whose record the disk has lost.</summary>
    private async Task<bool> IsLostAsync(AuditKey audit, CancellationToken cancel)
    {
        try
        {
            return !(await stores.Log.ReadAsync(audit, 0, cancel)).IsEmpty || await stores.Reports.ReadAsync(audit, cancel) is not null;
        }
        catch (DamagedObjectException)
        {
            return true;
        }
    }

    /// <summary>Null when there is no such audit.</summary>
    /// <exception cref="DamagedObjectException">It is completed, and its report is lost.</exception>
    public async Task<AuditReport?> ReportAsync(AuditKey audit, CancellationToken cancel)
    {
        if (await GetStatusAsync(audit, cancel) is not { } status) return null;
        var report = await stores.Reports.ReadAsync(audit, cancel);
        return report is null && status.State == AuditState.Completed
            ? throw new DamagedObjectException($"audits/{audit.Path}/report")
            : new AuditReport(status, report);
    }

    /// <summary>
    /// The events above <paramref name="after"/>; with none there yet, waits up to <paramref name="patience"/> for the first. Null when
    /// there is no such audit. The last event of an audit has the type <c>end</c>; after it nothing is waited for.
    /// </summary>
    public async Task<ImmutableArray<ProgressEvent>?> EventsAsync(
        AuditKey audit, long after, TimeSpan patience, CancellationToken cancel)
    {
        if (await FindAsync(audit, cancel) is not { } record) return null;
        var hasEnd = record.State.IsEnd() && await HasEndAsync(audit, cancel);
        var events = await stores.Log.ReadAsync(audit, after, cancel);
        if (!events.IsEmpty || patience <= TimeSpan.Zero || hasEnd) return events;
        await stores.Log.WaitAsync(audit, after, patience, cancel);
        return await stores.Log.ReadAsync(audit, after, cancel);
    }

    /// <summary>Whether nothing follows the event of this id: the audit has ended before it or with it, or is not there.</summary>
    public async Task<bool> HasEndedByAsync(AuditKey audit, long after, CancellationToken cancel) =>
        await FindAsync(audit, cancel) is not { } record || (record.State.IsEnd() && await HasEndAsync(audit, cancel) && (await stores.Log.ReadAsync(audit, after, cancel)).IsEmpty);

    /// <summary>The record ends first: until the last event follows it, there is something to wait for.</summary>
    /// <exception cref="DamagedObjectException">The last event was there, and is no more.</exception>
    private async Task<bool> HasEndAsync(AuditKey audit, CancellationToken cancel)
    {
        if (await EndsAsync()) return true;
        if (await engine.IsRunningAsync(audit, cancel)) return false;
        // Between the looks it may have come, or the audit have been erased.
        if (await EndsAsync() || await FindAsync(audit, cancel) is null) return true;
        throw new DamagedObjectException($"logs/{audit.Path}");

        async Task<bool> EndsAsync() => await stores.Log.ReadAsync(audit, 0, cancel) is [.., { Type: Progress.EndType }];
    }

    private static bool IsWellFormed(AuditKey audit) => ObjectKey.IsSegment(audit.Audit) && audit.Audit.Length <= 100;

    private async Task<AuditRecord?> FindAsync(AuditKey audit, CancellationToken cancel) =>
        IsWellFormed(audit) && await stores.Records.ReadAsync(audit, cancel) is { EraseRequested: false } record ? record : null;

    private async Task<AuditStatus> StatusAsync(AuditKey audit, AuditRecord record, CancellationToken cancel)
    {
        var progress = record is { Sections: { } sections, Totals: { } totals }
            ? new AuditProgress(sections, totals)
            : AuditProgress.Of(
                await stores.Log.ReadAsync(audit, 0, cancel), definitions(record.Audit)?.TopicsOf(record.Options) ?? []);
        return new AuditStatus
        {
            Id = record.Id,
            Audit = record.Audit,
            State = record.State,
            Complete = record.Complete,
            CancelRequested = record.CancelRequested,
            CreatedAt = record.CreatedAt,
            StartedAt = record.StartedAt,
            EndedAt = record.EndedAt,
            ExpiresAt = record.ExpiresAt,
            Submission = record.Submission,
            Sections = progress.Sections,
            Totals = progress.Totals,
            Score = record.Score,
            Error = record.Error,
            Labels = record.Options.Labels,
        };
    }
}
