using System.Text.Json;
using Claudit.Findings;
using Xunit;

namespace Claudit.Reports;

public class SarifRendererTests
{
    private static readonly Dictionary<string, RuleDescription> NoRules = [];

    [Fact]
    public void A_result_has_a_rule_a_message_a_level_a_region_with_four_bounds_and_a_fingerprint()
    {
        var finding = SampleAudit.Finding(severity: Severity.Medium, path: "src/my app/ü#1.ts", line: 7, lines: 2, evidence: "if (x) {\n  send();");
        var run = Run(SampleAudit.Report(finding));
        var result = Assert.Single(run.GetProperty("results").EnumerateArray());
        var place = Assert.Single(result.GetProperty("locations").EnumerateArray()).GetProperty("physicalLocation");
        var region = place.GetProperty("region");

        Assert.Equal(finding.Rule, result.GetProperty("ruleId").GetString());
        Assert.Equal("warning", result.GetProperty("level").GetString());
        Assert.StartsWith(finding.Title, result.GetProperty("message").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("src/my%20app/%C3%BC%231.ts", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal([7, 1, 8, 10], new[] { "startLine", "startColumn", "endLine", "endColumn" }.Select(bound => region.GetProperty(bound).GetInt32()));
        Assert.Equal(finding.Fingerprint, result.GetProperty("partialFingerprints").GetProperty("primaryLocationLineHash").GetString());
        Assert.Equal("MTR-001", result.GetProperty("properties").GetProperty("id").GetString());
    }

    [Fact]
    public void A_run_says_what_ran_on_what()
    {
        var run = Run(SampleAudit.Report());
        var driver = run.GetProperty("tool").GetProperty("driver");

        Assert.Equal("https://claudit.dev", driver.GetProperty("informationUri").GetString());
        Assert.Equal("0.1.0", driver.GetProperty("semanticVersion").GetString());
        Assert.Equal("claudit/metered-billing/", run.GetProperty("automationDetails").GetProperty("id").GetString());
        Assert.Equal("utf16CodeUnits", run.GetProperty("columnKind").GetString());
        Assert.True(run.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean());
        Assert.Equal(
            [
                "note Not audited: vendored.", "note Not audited: lock file.", "warning A secret (stripe-secret-key) was masked.",
                "note Read as Latin-1.",
            ],
            Notifications(run));
    }

    [Fact]
    public void A_section_that_was_not_audited_is_an_error_of_the_invocation()
    {
        var run = Run(ReportBuilder.Build(SampleAudit.Input(SampleAudit.Results([])[1..])));

        Assert.False(run.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean());
        Assert.Contains(
            "error Event Ingestion Reliability: Could not be audited; it is left out of the score: the audit ended before it.", Notifications(run));
    }

    [Fact]
    public void Rules_are_described_by_their_findings_or_by_themselves()
    {
        var report = SampleAudit.Report(
            SampleAudit.Finding(rule: "b/second", severity: Severity.Critical),
            SampleAudit.Finding(rule: "a/first-rule", confidence: Confidence.Likely));
        var described = new RuleDescription("a/first-rule", "A title", "What it is.", "What to do.", "What it costs.");
        var rules = Run(report, new() { [described.Id] = described }).GetProperty("tool").GetProperty("driver").GetProperty("rules");

        Assert.Equal(["a/first-rule", "b/second"], rules.EnumerateArray().Select(rule => rule.GetProperty("id").GetString()));
        Assert.Equal("FirstRule", rules[0].GetProperty("name").GetString());
        Assert.Equal("A title.", rules[0].GetProperty("shortDescription").GetProperty("text").GetString());
        Assert.Equal(
            "What it is.\n\n**Why it matters:** What it costs.\n\n**Remediation:** What to do.\n",
            rules[0].GetProperty("help").GetProperty("markdown").GetString());
        Assert.Equal("high", rules[0].GetProperty("properties").GetProperty("precision").GetString());
        Assert.Equal("8.0", rules[0].GetProperty("properties").GetProperty("security-severity").GetString());
        Assert.Equal("The usage event is sent once and then forgotten.", rules[1].GetProperty("shortDescription").GetProperty("text").GetString());
        Assert.Equal("9.5", rules[1].GetProperty("properties").GetProperty("security-severity").GetString());
    }

    [Fact]
    public void Every_rule_index_points_at_its_rule_and_other_places_are_related()
    {
        var findings = SampleAudit.RandomFindings(new Random(9), 40)
            .Select(finding => finding with { Locations = [.. finding.Locations, new Location("src/other.ts", 3, 4)] });
        var run = Run(SampleAudit.Report([.. findings]));
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");

        Assert.Equal(40, run.GetProperty("results").GetArrayLength());
        Assert.All(run.GetProperty("results").EnumerateArray(), result =>
        {
            Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
            Assert.Equal(1, result.GetProperty("locations").GetArrayLength());
            Assert.Equal(1, result.GetProperty("relatedLocations").GetArrayLength());
        });
    }

    [Fact]
    public void Hostile_text_makes_neither_a_link_in_a_message_nor_a_path_outside_the_root()
    {
        foreach (var hostile in HostileReport.Texts)
        {
            var run = Run(HostileReport.Of(hostile));

            Assert.All(run.GetProperty("results").EnumerateArray(), result =>
            {
                var message = result.GetProperty("message").GetProperty("text").GetString()!;
                var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
                var uri = place.GetProperty("artifactLocation").GetProperty("uri").GetString()!;

                Assert.DoesNotContain("](", message.Replace("\\](", "", StringComparison.Ordinal), StringComparison.Ordinal);
                Assert.True(Uri.IsWellFormedUriString(uri, UriKind.Relative), uri);
                Assert.DoesNotContain(':', uri);
            });
        }
    }

    private static List<string> Notifications(JsonElement run) =>
    [
        .. run.GetProperty("invocations")[0].GetProperty("toolExecutionNotifications").EnumerateArray()
            .Select(item => $"{item.GetProperty("level").GetString()} {item.GetProperty("message").GetProperty("text").GetString()}"),
    ];

    private static JsonElement Run(Report report, Dictionary<string, RuleDescription>? rules = null)
    {
        using var sarif = JsonDocument.Parse(SarifRenderer.Render(report, rules ?? NoRules));
        Assert.Equal("2.1.0", sarif.RootElement.GetProperty("version").GetString());
        return Assert.Single(sarif.RootElement.GetProperty("runs").EnumerateArray()).Clone();
    }
}
