using Claudit.Audits;
using Claudit.Findings;
using Claudit.Reports;

namespace Claudit.Workflow;

/// <summary>Data of a <c>status</c> event and of <c>end</c>, the last event of every audit.</summary>
public sealed record StatusData(AuditState State);

/// <summary>Data of <c>section-started</c>.</summary>
public sealed record SectionStartedData(string Section, string Title);

/// <summary>Data of <c>section-completed</c>.</summary>
/// <param name="Reason">Why the status is not <c>audited</c>.</param>
/// <param name="Findings">How many of the stream's findings are the section's.</param>
public sealed record SectionCompletedData(string Section, SectionStatus Status, string? Reason, int Findings);

/// <summary>Data of <c>finding-withdrawn</c>; <c>finding</c> and <c>finding-changed</c> carry a whole <see cref="Finding"/>.</summary>
public sealed record FindingWithdrawnData(string Fingerprint);

/// <summary>Data of <c>report</c>: the final numbers.</summary>
public sealed record ReportData(bool Complete, ReportTotals Totals, AuditScore Score);

/// <summary>Data of <c>error</c>, which precedes the <c>end</c> of a failed audit.</summary>
public sealed record ErrorData(string Code, string Message);
