using System.Globalization;
using System.Text;
using Claudit.Audits;
using Claudit.Storage;
using Claudit.Workflow;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Claudit.Functions.Orchestration;

/// <summary>
/// Runs workflows as durable orchestrations, each under its audit's id. A claim in the store, written on the condition that there is none,
/// keeps a start that is repeated from running an audit twice, whatever the backend thinks of an id that it knows.
/// </summary>
internal sealed class DurableEngine(DurableTaskClient client, IObjectStore objects, AuditStores stores, TimeProvider time) : IAuditEngine
{
    /// <summary>After this a claim without an orchestration is of a process that died in between.</summary>
    private static readonly TimeSpan ClaimLease = TimeSpan.FromMinutes(5);

    private static readonly OrchestrationRuntimeStatus[] AnyStatus = [.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses];

    public async Task SubmitAsync(AuditKey audit, CancellationToken cancel)
    {
        if (await stores.Records.ReadAsync(audit, cancel) is not { } record || record.State.IsEnd()) return;
        if (!await ClaimAsync(audit, cancel) || !await MakeRoomAsync(audit, cancel)) return;
        var options = new StartOrchestrationOptions(audit.Audit).WithDedupeStatuses(AnyStatus);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(AuditOrchestration.Name, audit, options, cancel);
        }
        catch (Exception) when (!cancel.IsCancellationRequested)
        {
            // Refused as known, by whatever exception this backend has for that: then all is well.
            if (!await IsKnownAsync(audit, cancel)) throw;
        }
    }

    public async Task<bool> IsRunningAsync(AuditKey audit, CancellationToken cancel) =>
        await client.GetInstanceAsync(audit.Audit, cancel) is { IsCompleted: false };

    public async Task CancelAsync(AuditKey audit, CancellationToken cancel)
    {
        // One that has not begun reads in its record that it is canceled.
        if (await IsRunningAsync(audit, cancel)) await client.RaiseEventAsync(audit.Audit, AuditWorkflow.CancelEvent, cancel);
    }

    /// <summary>
    /// Whether there is no orchestration of this audit, or no longer: one that ended before the audit did has failed, such as when the code was changed under it.
    /// </summary>
    private async Task<bool> MakeRoomAsync(AuditKey audit, CancellationToken cancel)
    {
        if (await client.GetInstanceAsync(audit.Audit, cancel) is not { } instance) return true;
        if (!instance.IsCompleted || await stores.Records.ReadAsync(audit, cancel) is not { } record || record.State.IsEnd()) return false;
        await client.PurgeInstanceAsync(audit.Audit, cancel);
        return true;
    }

    private async Task<bool> IsKnownAsync(AuditKey audit, CancellationToken cancel) =>
        await client.GetInstanceAsync(audit.Audit, cancel) is not null;

    /// <summary>Whether this call is to start the audit: nobody has claimed that, or who did died before the orchestration was there.</summary>
    private async Task<bool> ClaimAsync(AuditKey audit, CancellationToken cancel)
    {
        var key = WorkStore.StartClaimOf(audit);
        var now = time.GetUtcNow();
        var claim = Encoding.ASCII.GetBytes(now.ToString("O", CultureInfo.InvariantCulture));
        if (await objects.PutAsync(key, claim, WriteCondition.IfAbsent, cancel) is not null) return true;
        return await objects.GetAsync(key, cancel) is { } earlier
            && now - DateTimeOffset.Parse(Encoding.ASCII.GetString(earlier.Content.Span), CultureInfo.InvariantCulture) >= ClaimLease
            && await objects.PutAsync(key, claim, WriteCondition.IfVersion(earlier.Version), cancel) is not null;
    }
}
