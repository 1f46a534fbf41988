using Claudit.Audits;
using Claudit.Storage;

namespace Claudit.Workflow;

/// <summary>
/// One audit from its plan to its end: Plan → Analyze each shard → Audit each section → Merge → Meter → Discard. However it ends,
/// Discard is last. It knows ids and numbers; what the activities work on lies in the stores.
/// </summary>
public static class AuditWorkflow
{
    /// <summary>The event that asks the audit to stop.</summary>
    public const string CancelEvent = "cancel";

    // Interrupted activities settle at once where the host can interrupt them; where it cannot, the audit ends without them.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    public static readonly Activity<AuditKey, AuditPlan> Plan =
        new("plan", RetryPolicy.Brief, Interruptible: true, WorkflowJson.Default.AuditPlan);

    /// <summary>Gives the number of files analysed.</summary>
    public static readonly Activity<ShardInput, int> Analyze =
        new("analyze", RetryPolicy.Brief, Interruptible: true, WorkflowJson.Default.Int32);

    /// <summary>Gives the number of findings.</summary>
    public static readonly Activity<SectionInput, int> AuditSection =
        new("audit-section", RetryPolicy.Brief, Interruptible: true, WorkflowJson.Default.Int32);

    /// <summary>Gives whether the report is complete.</summary>
    public static readonly Activity<MergeInput, bool> Merge =
        new("merge", RetryPolicy.Brief, Interruptible: false, WorkflowJson.Default.Boolean);

    /// <summary>Gives the number of quantities recorded.</summary>
    public static readonly Activity<MeterInput, int> Meter =
        new("meter", RetryPolicy.Unending, Interruptible: false, WorkflowJson.Default.Int32);

    /// <summary>Gives whether anything is left of the audit: false when its caller has erased it.</summary>
    public static readonly Activity<Ending, bool> Discard =
        new("discard", RetryPolicy.Unending, Interruptible: false, WorkflowJson.Default.Boolean);

    public static async Task RunAsync(IWorkflowContext workflow, AuditKey audit)
    {
        var cancel = workflow.WaitForEventAsync(CancelEvent);
        var reached = new Reached();
        var work = AuditAsync(workflow, audit, cancel, reached);
        await Task.WhenAny(work, cancel);
        var isCutShort = !work.IsCompleted;
        if (isCutShort) await SettleAsync(workflow, work);

        var failure = isCutShort ? null : await work;
        var canceled = isCutShort || reached.IsInterrupted;
        failure ??= await ReportAsync(workflow, audit, reached, canceled);
        // A canceled audit whose report cannot be made is still canceled.
        var ending = canceled ? new Ending(audit, AuditState.Canceled, null, workflow.Now)
            : failure is null ? new Ending(audit, AuditState.Completed, null, workflow.Now)
            : new Ending(audit, AuditState.Failed, failure, workflow.Now);
        await workflow.CallAsync(Discard, ending);
    }

    private static async Task<Problem?> AuditAsync(IWorkflowContext workflow, AuditKey audit, Task cancel, Reached reached)
    {
        try
        {
            var plan = await workflow.CallAsync(Plan, audit);
            if (cancel.IsCompleted) return null;

            await Task.WhenAll(plan.Shards.Select((shard, number) => AnalyzeAsync(workflow, new ShardInput(audit, number, shard, plan.AuditsTests), reached)));
            if (reached.IsInterrupted) return null;
            reached.Shards = plan.Shards.Length;
            if (cancel.IsCompleted) return null;

            await Task.WhenAll(plan.Sections.Select(section => AuditSectionAsync(workflow, audit, section, cancel, reached)));
            return null;
        }
        catch (ActivityInterruptedException)
        {
            reached.IsInterrupted = true;
            return null;
        }
        catch (ActivityFailedException failure)
        {
            return Failure(failure);
        }
    }

    private static async Task AnalyzeAsync(IWorkflowContext workflow, ShardInput input, Reached reached)
    {
        try
        {
            await workflow.CallAsync(Analyze, input);
        }
        catch (ActivityInterruptedException)
        {
            reached.IsInterrupted = true;
        }
    }

    private static async Task AuditSectionAsync(
        IWorkflowContext workflow, AuditKey audit, string section, Task cancel, Reached reached)
    {
        try
        {
            await workflow.CallAsync(AuditSection, new SectionInput(audit, section, reached.Shards));
        }
        catch (ActivityInterruptedException)
        {
            reached.IsInterrupted = true;
        }
        catch (ActivityFailedException failure) when (!cancel.IsCompleted)
        {
            reached.Failed.Add(new FailedSection(section, failure.Reason));
        }
    }

    private static async Task<Problem?> ReportAsync(IWorkflowContext workflow, AuditKey audit, Reached reached, bool canceled)
    {
        try
        {
            var failed = reached.Failed.OrderBy(section => section.Section, StringComparer.Ordinal);
            await workflow.CallAsync(Merge, new MergeInput(audit, [.. failed], reached.Shards, canceled, workflow.Now));
            // One that is canceled before anything was analysed has used nothing.
            if (!canceled || reached.Shards > 0) await workflow.CallAsync(Meter, new MeterInput(audit, canceled));
            return null;
        }
        catch (ActivityFailedException failure)
        {
            return Failure(failure);
        }
    }

    private static async Task SettleAsync(IWorkflowContext workflow, Task work)
    {
        using var settled = new CancellationTokenSource();
        await Task.WhenAny(work, workflow.DelayAsync(Grace, settled.Token));
        settled.Cancel();
    }

    private static Problem Failure(ActivityFailedException failure) => new("audit-failed", "", failure.Message);

    private sealed class Reached
    {
        /// <summary>Shards whose facts are all there; 0 until then.</summary>
        public int Shards { get; set; }

        /// <summary>Whether a step has stopped because the audit is canceled.</summary>
        public bool IsInterrupted { get; set; }

        public List<FailedSection> Failed { get; } = [];
    }
}
