using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Claudit.Reports;

namespace Claudit.Audits;

[JsonConverter(typeof(JsonStringEnumConverter<AuditState>))]
public enum AuditState
{
    [JsonStringEnumMemberName("queued")]
    Queued,

    [JsonStringEnumMemberName("running")]
    Running,

    [JsonStringEnumMemberName("completed")]
    Completed,

    [JsonStringEnumMemberName("failed")]
    Failed,

    [JsonStringEnumMemberName("canceled")]
    Canceled,
}

/// <summary>What a caller may know of an audit at any time; links are added by the API.</summary>
public sealed record AuditStatus
{
    public required string Id { get; init; }

    /// <summary>Id of the audit definition.</summary>
    public required string Audit { get; init; }

    public required AuditState State { get; init; }

    /// <summary>Whether everything was audited as asked; null until the audit has ended.</summary>
    public bool? Complete { get; init; }

    /// <summary>Whether somebody asked to cancel it; it may still complete.</summary>
    public bool CancelRequested { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When report and log are erased; null until the audit has ended.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public required AuditedSubmission Submission { get; init; }

    /// <summary>The sections that were asked for, in the definition's order.</summary>
    public required ImmutableArray<SectionProgress> Sections { get; init; }

    /// <summary>Of the findings shown so far; they are provisional until the audit has ended.</summary>
    public required ReportTotals Totals { get; init; }

    /// <summary>Null until there is a report.</summary>
    public AuditScore? Score { get; init; }

    /// <summary>Why it failed; null unless it did.</summary>
    public Problem? Error { get; init; }

    public required ImmutableSortedDictionary<string, string> Labels { get; init; }

    /// <summary>Completed, failed or canceled: nothing changes any more.</summary>
    [JsonIgnore]
    public bool Ended => State.IsEnd();
}

/// <param name="Files">Audited files.</param>
/// <param name="Bytes">Of the audited files, as submitted.</param>
/// <param name="Skipped">Files that were submitted and are not audited.</param>
public sealed record AuditedSubmission(int Files, long Bytes, int Lines, int Skipped);

[JsonConverter(typeof(JsonStringEnumConverter<SectionState>))]
public enum SectionState
{
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    [JsonStringEnumMemberName("running")]
    Running,

    [JsonStringEnumMemberName("audited")]
    Audited,

    [JsonStringEnumMemberName("partial")]
    Partial,

    [JsonStringEnumMemberName("failed")]
    Failed,
}

/// <param name="Id">The section's id.</param>
/// <param name="Findings">How many were found so far.</param>
public sealed record SectionProgress(string Id, string Title, SectionState State, int Findings);

/// <param name="Composite">Null when nothing could be assessed.</param>
public sealed record AuditScore(double? Composite, int Assessed, int Of);

/// <param name="After">The cursor of the page before; null for the newest.</param>
/// <param name="Limit">1 to 100.</param>
public sealed record AuditQuery(AuditState? State = null, string? Audit = null, string? After = null, int Limit = 20);

/// <param name="Items">Newest first.</param>
/// <param name="Next">The cursor to go on with; null on the last page. A page may be short and still have one.</param>
public sealed record AuditPage(ImmutableArray<AuditStatus> Items, string? Next);

/// <param name="Report">Null while there is none: the audit is not done, or failed.</param>
public sealed record AuditReport(AuditStatus Status, Report? Report);

public static class AuditStates
{
    public static bool IsEnd(this AuditState state) => state is AuditState.Completed or AuditState.Failed or AuditState.Canceled;
}
