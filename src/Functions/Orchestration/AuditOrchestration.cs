using Claudit.Storage;
using Claudit.Workflow;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Claudit.Functions.Orchestration;

public static class AuditOrchestration
{
    public const string Name = "audit";

    [Function(Name)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext orchestration) =>
        AuditWorkflow.RunAsync(new DurableWorkflowContext(orchestration), orchestration.GetInput<AuditKey>());
}
