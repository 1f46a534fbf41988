using Claudit.Audits;
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
        if (await stores.Records.ReadAsync(audit, cancel) is not { } running) return false;

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
        await stores.Log.AppendAsync(audit, events, cancel);
        return true;
    }

    private async Task<AuditRecord> EndedAsync(AuditRecord record, Ending ending, CancellationToken cancel)
    {
        var report = await stores.Reports.ReadAsync(ending.Audit, cancel);
        var topics = definitions(record.Audit)?.TopicsOf(record.Options) ?? [];
        var progress = AuditProgress.Of(await stores.Log.ReadAsync(ending.Audit, 0, cancel), topics);
        return record with
        {
            State = ending.State,
            Error = ending.Error,
            EndedAt = ending.At,
            ExpiresAt = ending.At + settings.RetentionOf(record.Options),
            Complete = report?.Complete ?? false,
            Sections = progress.Sections,
            Totals = report?.Summary.Totals ?? progress.Totals,
            Score = report is null ? null : new AuditScore(report.Score.Composite, report.Score.Assessed, report.Score.Of),
        };
    }
}
