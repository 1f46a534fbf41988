using Claudit.Storage;
using Claudit.Workflow;

namespace Claudit.Functions.Hosting;

/// <summary>The engine of functions that have no Durable client, as they start, cancel and erase nothing.</summary>
internal sealed class UnboundEngine : IAuditEngine
{
    public Task SubmitAsync(AuditKey audit, CancellationToken cancel) => throw Unbound();

    /// <summary>It cannot tell, and takes it that one may.</summary>
    public Task<bool> IsRunningAsync(AuditKey audit, CancellationToken cancel) => Task.FromResult(true);

    public Task CancelAsync(AuditKey audit, CancellationToken cancel) => throw Unbound();

    private static InvalidOperationException Unbound() => new("This function is not bound to a Durable client: give it a DurableClient parameter.");
}
