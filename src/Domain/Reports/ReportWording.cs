using System.Globalization;
using Claudit.Findings;

namespace Claudit.Reports;

/// <summary>Phrases that the formats for people have in common.</summary>
internal static class ReportWording
{
    public const string NotAssessed = "not assessed";

    /// <summary>Such as <c>6.8, 3 of 5 dimensions assessed</c>.</summary>
    public static string Composite(ReportScore score) => $"{Score(score.Composite)}, {Coverage(score)}";

    public static string Coverage(ReportScore score) => $"{score.Assessed} of {Counted(score.Of, "dimension")} assessed";

    public static string Score(double? score) => score?.ToString("0.0", CultureInfo.InvariantCulture) ?? NotAssessed;

    /// <summary>Such as <c>2 Critical, 1 High</c>, without the severities of which there are none; <c>no findings</c>.</summary>
    public static string Totals(ReportTotals totals)
    {
        var counts = Counts(totals).Where(count => count.Count > 0).Select(count => $"{count.Count} {count.Severity}");
        return string.Join(", ", counts) is { Length: > 0 } text ? text : "no findings";
    }

    public static IEnumerable<(Severity Severity, int Count)> Counts(ReportTotals totals) =>
    [
        (Severity.Critical, totals.Critical), (Severity.High, totals.High), (Severity.Medium, totals.Medium), (Severity.Low, totals.Low),
    ];

    public static string Counted(long number, string noun) =>
        number == 1 ? $"1 {noun}" : string.Create(CultureInfo.InvariantCulture, $"{number:N0} {noun}s");

    public static string Label(Severity severity) => severity.ToString().ToUpperInvariant();

    public static string Label(Confidence confidence) => confidence.ToString().ToUpperInvariant();

    public static string Label(Classification classification) => classification.ToString().ToUpperInvariant();

    public static string Label(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass",
        Verdict.Fail => "fail",
        Verdict.Unclear => "unclear",
        _ => "not shown",
    };

    /// <summary>What to say about a topic's status; null when it was audited as asked.</summary>
    public static string? Status(ReportSection section) => section.Status switch
    {
        SectionStatus.Partial => WithReason("Could not be audited in full", section.Reason),
        SectionStatus.Failed => WithReason("Could not be audited; it is left out of the score", section.Reason),
        SectionStatus.Skipped => WithReason("Not audited", section.Reason),
        _ => null,
    };

    /// <summary>Such as <c>14 files, 2,310 lines: TypeScript 1,800, SQL 510; 3 files are tests or examples, which are not judged</c>.</summary>
    public static string Submission(ReportSubmission submission)
    {
        var size = $"{Counted(submission.Files, "file")}, {Counted(submission.Lines, "line")}";
        var languages = submission.Languages.Select(language =>
            string.Create(CultureInfo.InvariantCulture, $"{language.Name} {language.Lines:N0}"));
        var tests = submission.Tests == 0 ? "" : $"; {Counted(submission.Tests, "file")} {(submission.Tests == 1 ? "is a test or an example, which is" : "are tests or examples, which are")} not judged";
        return submission.Languages.IsEmpty ? size + tests : $"{size}: {string.Join(", ", languages)}{tests}";
    }

    /// <summary>Such as <c>No rule reads Go (12 files, 3,400 lines): nothing in it was judged.</c></summary>
    public static string Unread(ReportSubmission submission)
    {
        var languages = submission.Unread.Select(language => $"{language.Name} ({Counted(language.Files, "file")}, {Counted(language.Lines, "line")})");
        return $"No rule reads {string.Join(", ", languages)}: nothing in {(submission.Unread.Length == 1 ? "it" : "them")} was judged.";
    }

    public static string Providers(ReportSummary summary) =>
        summary.Providers.IsEmpty ? "none found" : string.Join(", ", summary.Providers);

    /// <summary>When, by what and as which audit.</summary>
    public static string Audited(Report report)
    {
        var when = report.CompletedAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var (auditor, audit) = (report.Auditor, report.Audit);
        return $"{when} UTC by Claudit {auditor.Version} ({auditor.Mode}), audit {audit.Id} {audit.Version}";
    }

    /// <summary>The stages of a route in order, with what a stage is called.</summary>
    public static IEnumerable<(string Name, MeteringStage? Stage)> Stages(MeteringRoute route) =>
    [
        ("Source", route.Source), ("Transmission", route.Transmission), ("Storage", route.Storage),
        ("Aggregation", route.Aggregation), ("Charge", route.Charge),
    ];

    private static string WithReason(string status, string? reason) =>
        reason is { Length: > 0 } ? $"{status}: {reason.TrimEnd('.')}." : $"{status}.";
}
