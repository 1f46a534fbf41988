namespace Microsoft.DurableTask.Client;

public enum OrchestrationRuntimeStatus
{
    Running,
    Completed,
    [Obsolete("Kept by the package for compatibility.")]
    ContinuedAsNew,
    Failed,
    [Obsolete("Kept by the package for compatibility.")]
    Canceled,
    Terminated,
    Pending,
    Suspended,
}
