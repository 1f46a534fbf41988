using System.Collections.Immutable;
using Claudit.Audits;
using Claudit.Metering;
using Claudit.Reports;
using Claudit.Storage;
using Claudit.Workflow;
using Microsoft.Extensions.Logging.Abstractions;

namespace Claudit.Local.Engine;

/// <summary>What a one-off audit came to.</summary>
/// <param name="Report">Null when the submission was refused or the audit failed.</param>
/// <param name="Problems">Why there is no report; empty when there is one.</param>
public sealed record InlineResult(Report? Report, ImmutableArray<Problem> Problems);

/// <summary>One audit from start to report in this process: the same workflow and activities as a server's, nothing on the disk.</summary>
public static class InlineAudit
{
    private const string Tenant = "local";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="id">Of the audit.</param>
    /// <param name="progress">Gets each event of the stream; null for nobody.</param>
    /// <param name="cancel">Stops the audit: its report then holds what was found so far.</param>
    public static async Task<InlineResult> RunAsync(
        string id,
        ReadSubmission submission,
        AuditDefinition definition,
        AuditOptions options,
        TimeProvider time,
        IProgress<ProgressEvent>? progress,
        CancellationToken cancel)
    {
        var settings = new AuditSettings();
        var objects = new MemoryObjectStore();
        var stores = new AuditStores(objects, new MemoryProgressLog(time), settings, time);
        var usage = new UsageOutbox(objects, new UsageLedger(objects), time, NullLogger<UsageOutbox>.Instance);
        var activities = ActivityTable.ForAudits(stores, usage, Find, settings, time);
        using var engine = new LocalEngine(objects, stores, activities, usage, new EngineSettings(), time, NullLogger<LocalEngine>.Instance);
        var admission = new AuditAdmission(stores, engine, Find, settings, () => id, time);
        var service = new AuditService(stores, admission, engine, Find, time);

        var request = new StartAudit { Audit = definition.Id, Options = options };
        if (await service.StartAsync(Tenant, request, submission, null, cancel) is StartOutcome.Refused(var problems))
            return new InlineResult(null, problems);

        var audit = new AuditKey(Tenant, id);
        await using var stopping = cancel.Register(() => _ = service.CancelAsync(audit, CancellationToken.None));
        await FollowAsync(service, audit, progress);
        await engine.StopAsync(CancellationToken.None);
        var (status, report) = await service.ReportAsync(audit, CancellationToken.None)
            ?? throw new InvalidOperationException("The audit is gone.");
        return report is not null && status.State != AuditState.Failed
            ? new InlineResult(report, [])
            : new InlineResult(null, status.Error is { } error ? [error] : []);

        AuditDefinition? Find(string name) => name == definition.Id ? definition : null;
    }

    private static async Task FollowAsync(AuditService service, AuditKey audit, IProgress<ProgressEvent>? progress)
    {
        var last = 0L;
        while (await service.EventsAsync(audit, last, Patience, CancellationToken.None) is { } events)
            foreach (var entry in events)
            {
                progress?.Report(entry);
                if (entry.Type == Workflow.Progress.EndType) return;
                last = entry.Id;
            }
    }
}
