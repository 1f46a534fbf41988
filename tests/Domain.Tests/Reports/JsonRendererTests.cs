using System.Text;
using System.Text.Json;
using Claudit.Findings;
using Xunit;

namespace Claudit.Reports;

public class JsonRendererTests
{
    [Fact]
    public void A_report_comes_back_as_it_was()
    {
        var report = SampleAudit.Report([.. SampleAudit.RandomFindings(new Random(1), 20)]);
        var json = JsonRenderer.Render(report);

        Assert.Equal(json, JsonRenderer.Render(JsonRenderer.Parse(json)));
        Assert.Equal(report.Findings.Select(finding => finding.Title), JsonRenderer.Parse(json).Findings.Select(finding => finding.Title));
    }

    [Fact]
    public void Names_and_values_are_those_of_the_report_format()
    {
        using var json = JsonDocument.Parse(JsonRenderer.Render(SampleAudit.Report(SampleAudit.Finding(severity: Severity.Critical))));
        var root = json.RootElement;
        var section = root.GetProperty("sections")[2];
        var finding = section.GetProperty("findings")[0];

        Assert.Equal("1.0", root.GetProperty("schemaVersion").GetString());
        Assert.Equal("ingestion", section.GetProperty("id").GetString());
        Assert.Equal("fail", section.GetProperty("checks")[0].GetProperty("verdict").GetString());
        Assert.Equal("not-shown", section.GetProperty("checks")[1].GetProperty("verdict").GetString());
        Assert.Equal("Critical", finding.GetProperty("severity").GetString());
        Assert.Equal("CERTAIN", finding.GetProperty("confidence").GetString());
        Assert.Equal("VULNERABILITY", finding.GetProperty("classification").GetString());
        Assert.Equal("embedded", finding.GetProperty("origin").GetString());
        Assert.Equal(10, finding.GetProperty("locations")[0].GetProperty("startLine").GetInt32());
        Assert.Equal(JsonValueKind.Null, finding.GetProperty("fix").ValueKind);
        Assert.Equal(1, root.GetProperty("summary").GetProperty("totals").GetProperty("critical").GetInt32());
        Assert.Equal("MTR-001", root.GetProperty("actions")[0].GetProperty("finding").GetString());
        Assert.Equal(4.0, root.GetProperty("score").GetProperty("composite").GetDouble());
        Assert.False(root.TryGetProperty("findings", out _));
    }

    [Fact]
    public void Nothing_but_printable_ASCII_is_written_and_nothing_that_HTML_would_read()
    {
        foreach (var hostile in HostileReport.Texts)
        {
            var json = JsonRenderer.Render(HostileReport.Of(hostile));

            Assert.DoesNotContain(json, c => c is not '\n' and (< ' ' or > '~' or '<' or '>' or '&' or '\'' or '`'));
        }
    }

    [Fact]
    public void Hostile_text_comes_back_as_it_was()
    {
        foreach (var hostile in HostileReport.Texts.Where(text => !text.EnumerateRunes().Contains(Rune.ReplacementChar)))
        {
            Assert.Equal(hostile, JsonRenderer.Parse(JsonRenderer.Render(HostileReport.Of(hostile))).Findings.First().Evidence);
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("")]
    public void What_is_no_report_is_refused(string json) => Assert.Throws<JsonException>(() => JsonRenderer.Parse(json));

    [Fact]
    public void The_committed_schema_is_that_of_the_records()
    {
        var committed = RepositoryFile.PathOf("docs/report.schema.json");
        var fresh = RepositoryFile.PathOf("artifacts/report.schema.json");
        File.WriteAllText(fresh, ReportJson.Schema());

        Assert.True(
            File.Exists(committed) && File.ReadAllText(committed) == ReportJson.Schema(),
            "docs/report.schema.json is stale. This test wrote the fresh one: cp artifacts/report.schema.json docs/report.schema.json");
    }
}
