using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks the context of an orchestrator.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OrchestrationTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Null means the function's name.</summary>
    public string? Orchestration { get; set; }
}

/// <summary>Marks the input of an activity.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ActivityTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Null means the function's name.</summary>
    public string? Activity { get; set; }
}

/// <summary>Asks for the client that starts and watches orchestrations.</summary>
public sealed class DurableClientAttribute : InputBindingAttribute
{
    /// <summary>Null means the hub of host.json.</summary>
    public string? TaskHub { get; set; }

    /// <summary>Null means the connection of host.json.</summary>
    public string? ConnectionName { get; set; }
}
