using System.Collections.Immutable;
using Claudit.Audits;
using Claudit.Reports;
using Claudit.Storage;
using Claudit.Telemetry;

namespace Claudit.Workflow;

/// <summary>
/// Ends an audit: deletes its source, facts and section results, and only then tells how it ended, so that who knows of the end can rely
/// on the deletion.
/// </summary>
public sealed class DiscardActivity(
    AuditStores stores, LinkedFacts linked, Func<string, AuditDefinition?> definitions, AuditSettings settings)
{
    /// <returns>False when the audit's caller has erased it, and nothing is left.</returns>
    public async Task<bool> RunAsync(Ending ending, CancellationToken cancel)
    {
        var audit = ending.Audit;
        linked.Evict(audit);
        await stores.Work.DeleteAsync(audit, cancel);
        var (running, isDamaged) = await stores.Records.TryReadAsync(audit, cancel);
        if (isDamaged)
        {
            // Who asks for it is told so, until it expires or is erased.
            await stores.Expiry.AddAsync(audit, ending.At + settings.Retention, cancel);
            return true;
        }

        if (running is null) return false;
        var ended = await EndedAsync(running, ending, cancel);
        await stores.Expiry.AddAsync(audit, ended.ExpiresAt ?? ending.At, cancel);
        var record = await stores.Records.UpdateAsync(
            audit, record => record.State.IsEnd() || record.EraseRequested ? record : ended with { CancelRequested = record.CancelRequested },
            cancel);
        if (record is null) return false;
        if (!running.State.IsEnd()) AuditTelemetry.Ended(ended);
        if (record.EraseRequested)
        {
            await new AuditErasure(stores).EraseAsync(audit, ended, cancel);
            return false;
        }

        // A step that a canceled audit has not waited for may have stored something since, and not have read that it was to delete it.
        await stores.Work.DeleteAsync(audit, cancel);
        var events = new List<NewProgressEvent> { Progress.Status(record.State) };
        if (record.Error is { } error) events.Add(Progress.Error(error));
        events.Add(Progress.End(record.State));
        await AppendAsync(audit, events, cancel);
        return true;
    }

    private async Task<AuditRecord> EndedAsync(AuditRecord record, Ending ending, CancellationToken cancel)
    {
        var (report, isDamaged) = await ReportAsync(ending.Audit, cancel);
        var topics = definitions(record.Audit)?.TopicsOf(record.Options) ?? [];
        var progress = AuditProgress.Of(await EventsAsync(ending.Audit, cancel), topics);
        var failed = isDamaged && ending.State == AuditState.Completed;
        return record with
        {
            State = failed ? AuditState.Failed : ending.State,
            Error = failed ? new Problem("audit-failed", "", "Its report is damaged on the server's disk: start the audit again.") : ending.Error,
            EndedAt = ending.At,
            ExpiresAt = ending.At + settings.RetentionOf(record.Options),
            Complete = report?.Complete ?? false,
            Sections = progress.Sections,
            Totals = report?.Summary.Totals ?? progress.Totals,
            Score = report is null ? null : new AuditScore(report.Score.Composite, report.Score.Assessed, report.Score.Of),
        };
    }

    private async Task<(Report? Report, bool IsDamaged)> ReportAsync(AuditKey audit, CancellationToken cancel)
    {
        try
        {
            return (await stores.Reports.ReadAsync(audit, cancel), false);
        }
        catch (DamagedObjectException)
        {
            return (null, true);
        }
    }

    private async Task<ImmutableArray<ProgressEvent>> EventsAsync(AuditKey audit, CancellationToken cancel)
    {
        try
        {
            return await stores.Log.ReadAsync(audit, 0, cancel);
        }
        catch (DamagedObjectException)
        {
            return [];
        }
    }

    /// <summary>A log that is damaged is replaced by its end, for whoever still follows it.</summary>
    private async Task AppendAsync(AuditKey audit, List<NewProgressEvent> events, CancellationToken cancel)
    {
        try
        {
            await stores.Log.AppendAsync(audit, events, cancel);
        }
        catch (DamagedObjectException)
        {
            await stores.Log.DeleteAsync(audit, cancel);
            await stores.Log.CreateAsync(audit, events[0], cancel);
            await stores.Log.AppendAsync(audit, events, cancel);
        }
    }
}
