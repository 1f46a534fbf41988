namespace Microsoft.Azure.Functions.Worker;

/// <summary>One run of a function.</summary>
public abstract class FunctionContext
{
    public abstract string InvocationId { get; }

    /// <summary>The services of this run's scope.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>Cancelled when the host gives the run up; <see cref="CancellationToken.None"/> unless overridden.</summary>
    public virtual CancellationToken CancellationToken { get; } = CancellationToken.None;
}
