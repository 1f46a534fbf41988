using Claudit.Audits;
using Claudit.Findings;

namespace Claudit.Scoring;

/// <summary>What the report says beside a dimension's score.</summary>
internal static class DimensionNotes
{
    /// <summary>What lowered it, and how much of it was not to be seen.</summary>
    public static string Assessed(List<SectionDefinition> sections, List<SectionResult> audited)
    {
        var findings = audited
            .SelectMany(result => result.Findings)
            .Where(finding => finding.Classification != Classification.Suggestion)
            .Order(FindingOrder.Instance)
            .ToList();
        var checks = audited.SelectMany(result => result.Checks).ToList();
        var undecided = checks.Count(check => check.Verdict is Verdict.Unclear or Verdict.NotShown);
        var notes = new List<string> { findings.Count == 0 ? "Nothing found that lowers it." : Lowered(findings) };
        if (undecided > 0) notes.Add($"Not decided: {undecided} of {Counted(checks.Count, "check")}.");
        notes.AddRange(audited.Where(result => result.Status == SectionStatus.Partial).Select(result => Unaudited(sections, result)));
        return string.Join(' ', notes);
    }

    /// <summary>Why there is no score, and what would have to be submitted to get one.</summary>
    public static string NotAssessed(List<SectionDefinition> sections, IReadOnlyList<SectionResult> results)
    {
        var notes = new List<string>();
        var needed = new List<string>();
        foreach (var section in sections)
        {
            switch (results.FirstOrDefault(result => result.Section == section.Id))
            {
                case null:
                    notes.Add($"{section.Title} was not audited.");
                    break;
                case { Status: SectionStatus.Skipped }:
                    notes.Add($"{section.Title} was not asked for.");
                    break;
                case { Status: SectionStatus.Failed } failed:
                    notes.Add(Unaudited(sections, failed));
                    break;
                case { Status: SectionStatus.Partial } partial:
                    notes.Add(Unaudited(sections, partial));
                    needed.AddRange(section.Checks.Select(check => check.NeededToAssess));
                    break;
                default:
                    needed.AddRange(section.Checks.Select(check => check.NeededToAssess));
                    break;
            }
        }

        if (needed.Count > 0) notes.Add($"To assess it, submit {string.Join("; ", needed.Distinct(StringComparer.Ordinal))}.");
        return string.Join(' ', notes);
    }

    private static string Lowered(List<Finding> worstFirst)
    {
        var counts = worstFirst.GroupBy(finding => finding.Severity).Select(group => $"{group.Count()} {group.Key}");
        var title = worstFirst[0].Title.TrimEnd('.');
        var others = worstFirst.Count > 1 ? $", and {worstFirst.Count - 1} more" : "";
        return $"{string.Join(", ", counts)}: {title}{others}.";
    }

    private static string Unaudited(List<SectionDefinition> sections, SectionResult result)
    {
        var title = sections.Find(section => section.Id == result.Section)!.Title;
        var extent = result.Status == SectionStatus.Partial ? "could not be audited in full" : "could not be audited";
        return result.Reason is { Length: > 0 } reason ? $"{title} {extent}: {reason.TrimEnd('.')}." : $"{title} {extent}.";
    }

    private static string Counted(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
