using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Claudit.Findings;

namespace Claudit.Reports;

/// <summary>What an audit answers with. Renderers are pure functions of it, and its JSON form is the API's report.</summary>
public sealed record Report
{
    public string SchemaVersion { get; init; } = "1.0";

    /// <summary>The audit's id.</summary>
    public required string Id { get; init; }

    public required ReportAudit Audit { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset CompletedAt { get; init; }

    /// <summary>False when a section could not be audited as asked, or the audit was stopped.</summary>
    public required bool Complete { get; init; }

    /// <summary>Why it is not complete; null when it is.</summary>
    public string? IncompleteReason { get; init; }

    public required ReportAuditor Auditor { get; init; }

    public required ReportSubmission Submission { get; init; }

    public required ReportSummary Summary { get; init; }

    /// <summary>Every metered event from where it arises to the charge. Null when the audit has no such map.</summary>
    public ImmutableArray<MeteringRoute>? MeteringMap { get; init; }

    public required ImmutableArray<ReportSeverity> SeverityLegend { get; init; }

    /// <summary>All ten, in order.</summary>
    public required ImmutableArray<ReportSection> Sections { get; init; }

    /// <summary>Every Critical and High finding, the one to mend first leading.</summary>
    public required ImmutableArray<ReportAction> Actions { get; init; }

    public required ReportScore Score { get; init; }

    public required ReportUsage Usage { get; init; }

    /// <summary>The findings of all sections, in report order.</summary>
    [JsonIgnore]
    public IEnumerable<Finding> Findings => Sections.SelectMany(section => section.Findings);

    /// <summary><see cref="Actions"/> with the findings that they name.</summary>
    public IEnumerable<(int Rank, Finding Finding)> RankedActions()
    {
        var findings = Findings.ToDictionary(finding => finding.Id!, StringComparer.Ordinal);
        return Actions.Select(action => (action.Rank, findings[action.Finding]));
    }
}

public sealed record ReportAudit(string Id, string Title, string Version);

/// <param name="Mode">Which auditor ran: <c>embedded</c>, <c>model</c> or <c>hybrid</c>.</param>
/// <param name="Version">Claudit's version: the embedded auditor gives the same answer for the same version.</param>
public sealed record ReportAuditor(string Mode, string Version);

/// <param name="Files">Audited files.</param>
/// <param name="Bytes">Of the audited files, as submitted.</param>
/// <param name="Lines">Of the audited files.</param>
/// <param name="Languages">By falling number of lines, then by name.</param>
/// <param name="Unread">Of programs in languages that no rule reads: nothing in them was judged. By falling number of lines, then by name.</param>
/// <param name="Tests">Files that are tests or examples by where they stand: nothing was asked about them. 0 where there is nothing else, as then they are what is audited.</param>
/// <param name="Fingerprint">SHA-256 over the audited paths and contents in order of path: equal for equal submissions, however sent.</param>
/// <param name="Skipped">What was submitted and not audited, with the reason; by path.</param>
/// <param name="Masked">How many secrets of which kind were masked, and where; never what.</param>
/// <param name="Notes">What else a reader has to know of how files were read, such as a decoding; by path.</param>
public sealed record ReportSubmission(
    int Files,
    long Bytes,
    int Lines,
    ImmutableArray<ReportLanguage> Languages,
    ImmutableArray<ReportLanguage> Unread,
    int Tests,
    string Fingerprint,
    ImmutableArray<ReportSkipped> Skipped,
    ImmutableArray<ReportMasked> Masked,
    ImmutableArray<ReportNote> Notes);

public sealed record ReportLanguage(string Name, int Files, int Lines);

public sealed record ReportSkipped(string Path, string Reason);

public sealed record ReportMasked(string Kind, string Path, int Line);

public sealed record ReportNote(string Path, string Message);

/// <param name="Architecture">What the submission was found to be, in a sentence.</param>
/// <param name="Providers">Billing providers found, by name; empty when none was.</param>
/// <param name="Posture">The overall state, in a sentence.</param>
/// <param name="HighestRisk">Id of the finding to mend first; null when there is none of High or above.</param>
public sealed record ReportSummary(
    string Architecture, ImmutableArray<string> Providers, string Posture, ReportTotals Totals, string? HighestRisk);

public sealed record ReportTotals(int Critical, int High, int Medium, int Low);

/// <summary>One metered event on its way to the charge. A stage that the submission does not show is null.</summary>
/// <param name="Meter">The event's or meter's name as the code has it; <c>(dynamic)</c> where it is computed.</param>
/// <param name="Provider">Who receives it; <c>custom</c> for an own pipeline.</param>
/// <param name="Source">Where the usage arises: the handler, job or consumer.</param>
/// <param name="Transmission">Where it is sent.</param>
/// <param name="Storage">Where it is kept.</param>
/// <param name="Aggregation">Where it is added up.</param>
/// <param name="Charge">Where it becomes money.</param>
/// <param name="Gap">Where the shown code stops, in words; null when the route is whole.</param>
public sealed record MeteringRoute(
    string Meter,
    string Provider,
    MeteringStage? Source,
    MeteringStage? Transmission,
    MeteringStage? Storage,
    MeteringStage? Aggregation,
    MeteringStage? Charge,
    string? Gap);

/// <param name="What">Such as <c>POST /v1/completions</c> or <c>stripe.billing.meterEvents.create</c>.</param>
public sealed record MeteringStage(string What, Location Location);

public sealed record ReportSeverity(Severity Severity, string Meaning);

public sealed record ReportSection
{
    public required string Id { get; init; }

    /// <summary>1 to 10.</summary>
    public required int Number { get; init; }

    public required string Title { get; init; }

    /// <summary>Null for the sections that ask nothing: summary, legend, action list and score.</summary>
    public SectionStatus? Status { get; init; }

    /// <summary>Why the status is not <c>audited</c>.</summary>
    public string? Reason { get; init; }

    public required ImmutableArray<CheckResult> Checks { get; init; }

    /// <summary>Worst first: by severity, then confidence, then place.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }
}

/// <param name="Rank">From 1.</param>
/// <param name="Finding">The finding's id.</param>
public sealed record ReportAction(int Rank, string Finding);

/// <param name="Composite">1 to 10 with one decimal; null when no dimension was assessed.</param>
/// <param name="Assessed">How many of the dimensions were.</param>
/// <param name="Of">How many there are.</param>
/// <param name="Capped">Why the composite is lower than the dimensions' mean; null when it is not.</param>
public sealed record ReportScore(
    double? Composite, int Assessed, int Of, string? Capped, ImmutableArray<ReportDimension> Dimensions);

/// <param name="Score">1 to 10 with one decimal; null when not assessed.</param>
/// <param name="Notes">What lowered it; when not assessed, what would have to be submitted.</param>
public sealed record ReportDimension(string Id, string Title, double Weight, double? Score, string Notes);

/// <param name="SourceBytes">Of the audited files.</param>
/// <param name="ModelCalls">Zero for the embedded auditor, as the token counts are.</param>
public sealed record ReportUsage(long SourceBytes, int ModelCalls, long InputTokens, long CachedTokens, long OutputTokens);
