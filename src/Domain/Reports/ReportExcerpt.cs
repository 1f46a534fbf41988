using Claudit.Findings;

namespace Claudit.Reports;

public static class ReportExcerpt
{
    /// <summary>The report without the findings below a severity. Verdicts, totals and score still count them.</summary>
    public static Report AtLeast(this Report report, Severity least)
    {
        var shown = report.Findings.Where(finding => finding.Severity <= least).Select(finding => finding.Id).ToHashSet();
        return report with
        {
            Sections =
            [
                .. report.Sections.Select(section => section with
                {
                    Findings = [.. section.Findings.Where(finding => shown.Contains(finding.Id))],
                }),
            ],
            Actions = [.. report.Actions.Where(action => shown.Contains(action.Finding))],
            Summary = report.Summary with
            {
                HighestRisk = shown.Contains(report.Summary.HighestRisk) ? report.Summary.HighestRisk : null,
            },
        };
    }
}
