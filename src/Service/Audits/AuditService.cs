using System.Collections.Immutable;
using Claudit.Storage;

namespace Claudit.Audits;

/// <summary>Everything that can be done with audits. An audit of another tenant is as unknown as one that never was.</summary>
public sealed class AuditService
{
    /// <summary>Stores the submission and hands the audit to the engine; completes when the audit is sure to run.</summary>
    /// <param name="idempotencyKey">1 to 255 printable characters, checked by the caller; null when none was sent.</param>
    public Task<StartOutcome> StartAsync(
        string tenant, StartAudit request, ReadSubmission submission, string? idempotencyKey, CancellationToken cancel) =>
        throw new NotSupportedException();

    /// <summary>Null when there is no such audit.</summary>
    public Task<AuditStatus?> GetStatusAsync(AuditKey audit, CancellationToken cancel) => throw new NotSupportedException();

    public Task<AuditPage> ListAsync(string tenant, AuditQuery query, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Asks the audit to stop, which it does within two seconds; an ended one stays as it is. Null when there is no such audit.</summary>
    public Task<AuditStatus?> CancelAsync(AuditKey audit, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Cancels it if need be and erases all but the usage ledger; does nothing when there is no such audit.</summary>
    public Task EraseAsync(AuditKey audit, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Null when there is no such audit.</summary>
    public Task<AuditReport?> ReportAsync(AuditKey audit, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>
    /// The events above <paramref name="after"/>; with none there yet, waits up to <paramref name="patience"/> for the first. Null when
    /// there is no such audit. The last event of an audit has the type <c>end</c>.
    /// </summary>
    public Task<ImmutableArray<ProgressEvent>?> EventsAsync(AuditKey audit, long after, TimeSpan patience, CancellationToken cancel) =>
        throw new NotSupportedException();
}
