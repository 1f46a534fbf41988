using Claudit.Reports;
using Xunit;

namespace Claudit.Findings;

public class FindingMergeTests
{
    [Fact]
    public void Overlapping_lines_of_one_rule_in_one_file_are_one_finding_and_the_worst_speaks()
    {
        var merged = FindingMerge.Merge(
        [
            SampleAudit.Finding(severity: Severity.Medium, line: 10, lines: 5),
            SampleAudit.Finding(severity: Severity.High, line: 14, lines: 3),
            SampleAudit.Finding(severity: Severity.Low, line: 16, lines: 2),
        ]);

        var finding = Assert.Single(merged);
        Assert.Equal(Severity.High, finding.Severity);
        Assert.Equal(["src/usage.ts:14-16", "src/usage.ts:10-14", "src/usage.ts:16-17"], finding.Locations.Select(location => location.ToString()));
    }

    [Fact]
    public void Another_rule_another_file_and_the_next_line_are_findings_of_their_own()
    {
        var merged = FindingMerge.Merge(
        [
            SampleAudit.Finding(line: 10),
            SampleAudit.Finding(line: 11),
            SampleAudit.Finding(line: 10, rule: "other/rule"),
            SampleAudit.Finding(line: 10, path: "src/other.ts"),
        ]);

        Assert.Equal(4, merged.Length);
    }

    [Fact]
    public void Order_makes_no_difference_and_a_second_merge_changes_nothing()
    {
        var random = new Random(13);
        for (var round = 0; round < 200; round++)
        {
            var findings = SampleAudit.RandomFindings(random, 12)
                .Select(finding => finding with { Locations = [new Location(finding.Locations[0].Path, random.Next(1, 30), random.Next(30, 33))] })
                .ToArray();
            var merged = FindingMerge.Merge(findings);
            random.Shuffle(findings);

            AssertSame(merged, FindingMerge.Merge(findings));
            AssertSame(merged, FindingMerge.Merge(merged));
        }
    }

    private static void AssertSame(IEnumerable<Finding> expected, IEnumerable<Finding> actual) =>
        Assert.Equal(expected.Select(Shown), actual.Select(Shown));

    private static string Shown(Finding finding) => $"{finding.Title} {string.Join(' ', finding.Locations)}";
}
