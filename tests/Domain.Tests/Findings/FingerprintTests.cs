using System.Text.RegularExpressions;
using Claudit.Reports;
using Xunit;

namespace Claudit.Findings;

public class FingerprintTests
{
    [Fact]
    public void It_is_32_hexadecimal_digits() =>
        Assert.Matches(new Regex("^[0-9a-f]{32}$", RegexOptions.NonBacktracking), Fingerprint.Compute("a/b", "a", "code();", null, 0));

    [Fact]
    public void It_survives_a_shift_of_lines_a_move_of_the_file_and_a_change_of_indentation()
    {
        var before = SampleAudit.Finding(path: "a.ts", line: 10, lines: 2, evidence: "if (x) {\n  send();");
        var after = SampleAudit.Finding(path: "src/b.ts", line: 400, lines: 2, evidence: "\tif (x) {\n\t\tsend();");

        Assert.Equal(Assigned(before).Single(), Assigned(after).Single());
    }

    [Fact]
    public void It_survives_a_finding_elsewhere_that_comes_or_goes()
    {
        var finding = SampleAudit.Finding(evidence: "send(a);", line: 20);
        var other = SampleAudit.Finding(evidence: "send(b);", line: 10);

        Assert.Equal(Assigned(finding).Single(), Assigned(other, finding)[1]);
    }

    [Fact]
    public void Each_of_rule_section_code_and_symbol_makes_it_another()
    {
        string[] fingerprints =
        [
            Fingerprint.Compute("r", "s", "code", "f", 0),
            Fingerprint.Compute("q", "s", "code", "f", 0),
            Fingerprint.Compute("r", "t", "code", "f", 0),
            Fingerprint.Compute("r", "s", "c0de", "f", 0),
            Fingerprint.Compute("r", "s", "code", "g", 0),
            Fingerprint.Compute("r", "s", "code", null, 0),
            Fingerprint.Compute("rs", "", "code", "f", 0),
        ];

        Assert.Distinct(fingerprints);
    }

    [Fact]
    public void Equal_code_in_several_places_is_told_apart_by_path_and_line_whatever_the_order()
    {
        var random = new Random(7);
        var findings =
            (from path in new[] { "b.ts", "a.ts" } from line in new[] { 90, 9, 10 } select SampleAudit.Finding(path: path, line: line)).ToArray();
        var expected = findings.Zip(Assigned(findings)).ToDictionary(pair => pair.First.Locations[0], pair => pair.Second);

        Assert.Distinct(expected.Values);
        for (var i = 0; i < 20; i++)
        {
            random.Shuffle(findings);
            Assert.All(Fingerprint.Assign(findings, _ => null), finding => Assert.Equal(expected[finding.Locations[0]], finding.Fingerprint));
        }
    }

    [Fact]
    public void Equal_code_in_two_functions_is_told_apart_by_their_names()
    {
        Finding[] findings = [SampleAudit.Finding(line: 10), SampleAudit.Finding(line: 50)];
        var both = Fingerprint.Assign(findings, finding => finding.Locations[0].StartLine < 40 ? "first" : "second");
        var second = Fingerprint.Assign([findings[1]], _ => "second");

        Assert.Equal(second[0].Fingerprint, both[1].Fingerprint);
        Assert.NotEqual(both[0].Fingerprint, both[1].Fingerprint);
    }

    private static List<string> Assigned(params Finding[] findings) =>
        [.. Fingerprint.Assign(findings, _ => null).Select(finding => finding.Fingerprint)];
}
