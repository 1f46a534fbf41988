using Claudit.Storage;

namespace Claudit.Workflow;

/// <summary>Runs workflows. Everything that it needs to go on after a crash is stored before its methods return.</summary>
public interface IAuditEngine
{
    /// <summary>Has the audit's workflow run to its end, now or after a restart; does nothing when it was submitted before.</summary>
    Task SubmitAsync(AuditKey audit, CancellationToken cancel);

    /// <summary>Whether the audit's workflow is on its way here, or waits for its turn.</summary>
    Task<bool> IsRunningAsync(AuditKey audit, CancellationToken cancel);

    /// <summary>
    /// Raises <see cref="AuditWorkflow.CancelEvent"/> in the audit's workflow and interrupts its activities; does nothing when it has
    /// ended. The audit's record already says that it is to be canceled.
    /// </summary>
    Task CancelAsync(AuditKey audit, CancellationToken cancel);
}
