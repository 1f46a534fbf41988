using Claudit.Storage;
using Claudit.Workflow;
using Microsoft.Azure.Functions.Worker;

namespace Claudit.Functions.Orchestration;

/// <summary>One function for each step of the workflow, named like it.</summary>
public sealed class AuditActivities(ActivityRunner runner)
{
    [Function("plan")]
    public Task<ActivityAnswer<AuditPlan>> PlanAsync([ActivityTrigger] AuditKey input, CancellationToken cancel) =>
        runner.RunAsync(AuditWorkflow.Plan, input, input, cancel);

    [Function("analyze")]
    public Task<ActivityAnswer<int>> AnalyzeAsync([ActivityTrigger] ShardInput input, CancellationToken cancel) =>
        runner.RunAsync(AuditWorkflow.Analyze, input.Audit, input, cancel);

    [Function("audit-section")]
    public Task<ActivityAnswer<int>> AuditSectionAsync([ActivityTrigger] SectionInput input, CancellationToken cancel) =>
        runner.RunAsync(AuditWorkflow.AuditSection, input.Audit, input, cancel);

    [Function("merge")]
    public Task<ActivityAnswer<bool>> MergeAsync([ActivityTrigger] MergeInput input, CancellationToken cancel) =>
        runner.RunAsync(AuditWorkflow.Merge, input.Audit, input, cancel);

    [Function("meter")]
    public Task<ActivityAnswer<int>> MeterAsync([ActivityTrigger] MeterInput input, CancellationToken cancel) =>
        runner.RunAsync(AuditWorkflow.Meter, input.Audit, input, cancel);

    [Function("discard")]
    public Task<ActivityAnswer<bool>> DiscardAsync([ActivityTrigger] Ending input, CancellationToken cancel) =>
        runner.RunAsync(AuditWorkflow.Discard, input.Audit, input, cancel);
}
