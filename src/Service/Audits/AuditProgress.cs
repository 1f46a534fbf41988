using System.Collections.Immutable;
using Claudit.Findings;
using Claudit.Reports;
using Claudit.Storage;
using Claudit.Workflow;

namespace Claudit.Audits;

/// <summary>How far an audit has come, as its log tells it.</summary>
/// <param name="Totals">Of the findings that the log shows and has not withdrawn.</param>
internal sealed record AuditProgress(ImmutableArray<SectionProgress> Sections, ReportTotals Totals)
{
    /// <param name="topics">The sections that were asked for.</param>
    public static AuditProgress Of(IEnumerable<ProgressEvent> events, IEnumerable<SectionDefinition> topics)
    {
        var states = new Dictionary<string, SectionState>(StringComparer.Ordinal);
        var findings = new Dictionary<string, Finding>(StringComparer.Ordinal);
        foreach (var entry in events) Take(entry, states, findings);
        return new AuditProgress(
            [
                .. topics.Select(topic => new SectionProgress(
                    topic.Id,
                    topic.Title,
                    states.GetValueOrDefault(topic.Id, SectionState.Waiting),
                    findings.Values.Count(finding => finding.Section == topic.Id))),
            ],
            new ReportTotals(Count(Severity.Critical), Count(Severity.High), Count(Severity.Medium), Count(Severity.Low)));

        int Count(Severity severity) => findings.Values.Count(finding => finding.Severity == severity);
    }

    /// <summary>The findings that the log shows and has not withdrawn, as it showed them last.</summary>
    public static ImmutableArray<Finding> FindingsOf(IEnumerable<ProgressEvent> events)
    {
        var findings = new Dictionary<string, Finding>(StringComparer.Ordinal);
        foreach (var entry in events) Take(entry, [], findings);
        return [.. findings.Values];
    }

    private static void Take(ProgressEvent entry, Dictionary<string, SectionState> states, Dictionary<string, Finding> findings)
    {
        switch (entry.Type)
        {
            case Progress.SectionStartedType:
                states[Progress.Read(entry, WorkflowJson.Default.SectionStartedData).Section] = SectionState.Running;
                break;
            case Progress.SectionCompletedType:
                var completed = Progress.Read(entry, WorkflowJson.Default.SectionCompletedData);
                states[completed.Section] = StateOf(completed.Status);
                break;
            case Progress.FindingType or Progress.FindingChangedType:
                var finding = Progress.Read(entry, WorkflowJson.Default.Finding);
                findings[finding.Fingerprint] = finding;
                break;
            case Progress.FindingWithdrawnType:
                findings.Remove(Progress.Read(entry, WorkflowJson.Default.FindingWithdrawnData).Fingerprint);
                break;
        }
    }

    private static SectionState StateOf(SectionStatus status) => status switch
    {
        SectionStatus.Audited => SectionState.Audited,
        SectionStatus.Partial => SectionState.Partial,
        _ => SectionState.Failed,
    };
}
