using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Claudit.Audits;
using Claudit.Findings;
using Claudit.Reports;
using Claudit.Storage;

namespace Claudit.Workflow;

/// <summary>
/// The events of the stream, each under the key that makes it the same event when an activity runs again.
/// </summary>
public static class Progress
{
    public const string StatusType = "status";
    public const string SectionStartedType = "section-started";
    public const string FindingType = "finding";
    public const string FindingChangedType = "finding-changed";
    public const string FindingWithdrawnType = "finding-withdrawn";
    public const string SectionCompletedType = "section-completed";
    public const string ReportType = "report";
    public const string ErrorType = "error";
    public const string EndType = "end";

    internal static NewProgressEvent Status(AuditState state) =>
        new($"{StatusType}/{state}", StatusType, Data(new StatusData(state), WorkflowJson.Default.StatusData));

    internal static NewProgressEvent SectionStarted(SectionDefinition section) => new(
        $"{SectionStartedType}/{section.Id}",
        SectionStartedType,
        Data(new SectionStartedData(section.Id, section.Title), WorkflowJson.Default.SectionStartedData));

    internal static NewProgressEvent Found(Finding finding) =>
        new($"{FindingType}/{finding.Fingerprint}", FindingType, Data(finding, WorkflowJson.Default.Finding));

    internal static NewProgressEvent Changed(Finding finding) =>
        new($"{FindingChangedType}/{finding.Fingerprint}", FindingChangedType, Data(finding, WorkflowJson.Default.Finding));

    internal static NewProgressEvent Withdrawn(string fingerprint) => new(
        $"{FindingWithdrawnType}/{fingerprint}",
        FindingWithdrawnType,
        Data(new FindingWithdrawnData(fingerprint), WorkflowJson.Default.FindingWithdrawnData));

    internal static NewProgressEvent SectionCompleted(string section, SectionStatus status, string? reason, int findings) => new(
        $"{SectionCompletedType}/{section}",
        SectionCompletedType,
        Data(new SectionCompletedData(section, status, reason, findings), WorkflowJson.Default.SectionCompletedData));

    internal static NewProgressEvent Report(Report report)
    {
        var score = new AuditScore(report.Score.Composite, report.Score.Assessed, report.Score.Of);
        var data = new ReportData(report.Complete, report.Summary.Totals, score);
        return new(ReportType, ReportType, Data(data, WorkflowJson.Default.ReportData));
    }

    internal static NewProgressEvent Error(Problem problem) =>
        new(ErrorType, ErrorType, Data(new ErrorData(problem.Code, problem.Message), WorkflowJson.Default.ErrorData));

    internal static NewProgressEvent End(AuditState state) =>
        new(EndType, EndType, Data(new StatusData(state), WorkflowJson.Default.StatusData));

    internal static T Read<T>(ProgressEvent entry, JsonTypeInfo<T> type) =>
        entry.Data.Deserialize(type) ?? throw new JsonException("The data of an event is null.");

    private static JsonElement Data<T>(T data, JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToElement(data, type);
}
