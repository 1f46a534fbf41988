using Claudit.Findings;

namespace Claudit.Reports;

/// <summary>The report as GitHub-flavoured Markdown: ten headings of the second level, always, and no HTML.</summary>
public sealed class MarkdownRenderer
{
    private const int MostListed = 100;

    private readonly MarkupWriter<MarkdownText> _out = new();

    private MarkdownRenderer()
    {
    }

    public static string Render(Report report)
    {
        var renderer = new MarkdownRenderer();
        renderer.Head(report);
        foreach (var section in report.Sections)
        {
            renderer._out.Line();
            renderer._out.Line($"## {section.Number}. {section.Title}");
            renderer._out.Line();
            renderer.Body(report, section);
        }

        return renderer._out.ToString();
    }

    private void Head(Report report)
    {
        _out.Line($"# {report.Audit.Title}: audit report");
        _out.Line();
        _out.Line($"**Score {ReportWording.Composite(report.Score)}.** {ReportWording.Totals(report.Summary.Totals)}.");
        if (report.Complete) return;
        _out.Line();
        _out.Line($"> **Incomplete.** {report.IncompleteReason}");
    }

    private void Body(Report report, ReportSection section)
    {
        switch (section)
        {
            case { Status: not null }:
                Topic(section);
                break;
            case { Number: 1 }:
                Summary(report);
                break;
            case { Number: 2 }:
                Legend(report);
                break;
            case { Number: 9 }:
                Actions(report);
                break;
            case { Number: 10 }:
                Score(report.Score);
                break;
        }
    }

    private void Summary(Report report)
    {
        var summary = report.Summary;
        _out.Line($"{summary.Posture}");
        _out.Line();
        _out.Line($"- **Architecture:** {summary.Architecture}");
        _out.Line($"- **Billing providers:** {ReportWording.Providers(summary)}");
        if (report.Findings.FirstOrDefault(finding => finding.Id == summary.HighestRisk) is { } highest)
        {
            _out.Line($"- **Highest risk:** {highest.Id}, {highest.Title} ({MarkdownText.Code(highest.Locations[0].ToString())})");
        }

        _out.Line($"- **Submission:** {ReportWording.Submission(report.Submission)}");
        _out.Line($"- **Audited:** {ReportWording.Audited(report)}");
        _out.Line();
        _out.Line($"| Critical | High | Medium | Low |");
        _out.Line($"|---:|---:|---:|---:|");
        _out.Line($"| {summary.Totals.Critical} | {summary.Totals.High} | {summary.Totals.Medium} | {summary.Totals.Low} |");
        MeteringMap(report);
        Listed("Skipped files", [.. report.Submission.Skipped.Select(skipped => (skipped.Path, skipped.Reason))]);
        Listed("Masked secrets", [.. report.Submission.Masked.Select(masked => ($"{masked.Path}:{masked.Line}", masked.Kind))]);
        Listed("How files were read", [.. report.Submission.Notes.Select(note => (note.Path, note.Message))]);
    }

    private void MeteringMap(Report report)
    {
        if (report.MeteringMap is not { IsEmpty: false } routes) return;
        _out.Line();
        _out.Line($"### Metering map");
        _out.Line();
        _out.Line($"| Meter | Provider | Source | Transmission | Storage | Aggregation | Charge | Gap |");
        _out.Line($"|---|---|---|---|---|---|---|---|");
        foreach (var route in routes)
        {
            _out.Write($"| {route.Meter} | {route.Provider} |");
            foreach (var (_, stage) in ReportWording.Stages(route))
            {
                _out.Write($" {(stage is null ? "not shown" : $"{stage.What} ({stage.Location})")} |");
            }

            _out.Line($" {route.Gap ?? "none"} |");
        }

        _out.Line();
        if (routes.Length > MeteringMermaid.MostRoutes)
        {
            _out.Line($"The first {MeteringMermaid.MostRoutes} of {routes.Length} as a picture:");
            _out.Line();
        }

        _out.Line($"{MarkdownText.Fence(MeteringMermaid.Chart(routes), "mermaid")}");
    }

    private void Listed(string title, List<(string Path, string What)> entries)
    {
        if (entries.Count == 0) return;
        _out.Line();
        _out.Line($"### {title}");
        _out.Line();
        foreach (var (path, what) in entries.Take(MostListed)) _out.Line($"- {MarkdownText.Code(path)}: {what}");
        if (entries.Count > MostListed) _out.Line($"- and {entries.Count - MostListed} more, which the JSON report lists");
    }

    private void Legend(Report report)
    {
        _out.Line($"| Severity | Meaning | Findings |");
        _out.Line($"|---|---|---:|");
        var counts = ReportWording.Counts(report.Summary.Totals).ToDictionary(count => count.Severity, count => count.Count);
        foreach (var severity in report.SeverityLegend)
        {
            _out.Line($"| **{severity.Severity}** | {severity.Meaning} | {counts[severity.Severity]} |");
        }
    }

    private void Topic(ReportSection section)
    {
        if (ReportWording.Status(section) is { } status)
        {
            _out.Line($"> {status}");
            _out.Line();
        }

        foreach (var check in section.Checks) Check(check);
        foreach (var finding in section.Findings) Finding(finding);
    }

    private void Check(CheckResult check)
    {
        var places = check.Verdict == Verdict.Pass && !check.Locations.IsEmpty ? $"\n({Places(check.Locations).Text})" : "";
        var note = (MarkdownText.Paragraph(check.Note).Text + places).Trim('\n').Replace("\n", "\n  ", StringComparison.Ordinal);
        _out.Write($"- **{ReportWording.Label(check.Verdict).ToUpperInvariant()}** {check.Question}");
        _out.Line($"{new Markup(note.Length == 0 ? "" : $"\\\n  {note}")}");
    }

    private void Finding(Finding finding)
    {
        var labels = $"[{ReportWording.Label(finding.Confidence)}] [{ReportWording.Label(finding.Classification)}]";
        _out.Line();
        _out.Line($"**[{new Markup(ReportWording.Label(finding.Severity))}] {finding.Id}** {new Markup(labels)} — {finding.Title}");
        _out.Line();
        _out.Line($"**Location:** {Places(finding.Locations)}");
        _out.Line();
        _out.Line($"**Evidence:**");
        _out.Line();
        _out.Line($"{MarkdownText.Fence(finding.Evidence, FenceLanguage.Of(finding.Locations[0].Path))}");
        _out.Line();
        _out.Line($"**Description:** {MarkdownText.Paragraph(finding.Description)}");
        _out.Line();
        _out.Line($"**Remediation:** {MarkdownText.Paragraph(finding.Remediation)}");
        _out.Line();
        if (finding.Fix is { } fix)
        {
            _out.Line($"{MarkdownText.Fence(fix.TrimEnd('\n'), "diff")}");
            _out.Line();
        }

        _out.Line($"Rule {MarkdownText.Code(finding.Rule)}, fingerprint {MarkdownText.Code(finding.Fingerprint)}");
    }

    private void Actions(Report report)
    {
        if (report.Actions.IsEmpty) _out.Line($"No finding is Critical or High.");
        foreach (var (rank, finding) in report.RankedActions())
        {
            _out.Write($"{new Markup($"{rank}.")} **{finding.Id}** {finding.Severity}, {finding.Title} ");
            _out.Line($"({MarkdownText.Code(finding.Locations[0].ToString())})");
        }
    }

    private void Score(ReportScore score)
    {
        _out.Line($"| Dimension | Weight | Score | Notes |");
        _out.Line($"|---|---:|---:|---|");
        foreach (var dimension in score.Dimensions)
        {
            _out.Line($"| {dimension.Title} | {dimension.Weight} | {ReportWording.Score(dimension.Score)} | {dimension.Notes} |");
        }

        _out.Line($"| **Composite** | | **{ReportWording.Score(score.Composite)}** | {ReportWording.Coverage(score)} |");
        if (score.Capped is not { } capped) return;
        _out.Line();
        _out.Line($"{capped}");
    }

    private static Markup Places(IEnumerable<Location> locations) =>
        new(string.Join(", ", locations.Select(location => MarkdownText.Code(location.ToString()).Text)));
}
