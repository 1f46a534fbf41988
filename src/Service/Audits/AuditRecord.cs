using System.Collections.Immutable;
using Claudit.Reports;

namespace Claudit.Audits;

/// <summary>What is stored of an audit from its admission until it expires.</summary>
public sealed record AuditRecord
{
    public required string Id { get; init; }

    /// <summary>Id of the audit definition.</summary>
    public required string Audit { get; init; }

    public required AuditOptions Options { get; init; }

    public required AuditState State { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public required AuditedSubmission Submission { get; init; }

    /// <summary>Where in a trace it was asked for, as W3C Trace Context writes it; null when nobody traced.</summary>
    public string? Trace { get; init; }

    public bool CancelRequested { get; init; }

    /// <summary>The caller has erased it: nobody sees it any more, and what ends it deletes it.</summary>
    public bool EraseRequested { get; init; }

    public bool? Complete { get; init; }

    public Problem? Error { get; init; }

    /// <summary>The final state of the sections; null until the audit has ended.</summary>
    public ImmutableArray<SectionProgress>? Sections { get; init; }

    /// <summary>Null until the audit has ended.</summary>
    public ReportTotals? Totals { get; init; }

    public AuditScore? Score { get; init; }
}
