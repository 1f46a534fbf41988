using System.Globalization;
using System.Text.Json;
using Claudit.Findings;
using Claudit.Scoring;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Xunit;

namespace Claudit.Reports;

/// <summary>What docs/report.md says is so.</summary>
public class ReportDocumentTests
{
    private static readonly string Document = File.ReadAllText(RepositoryFile.PathOf("docs/report.md"));

    [Fact]
    public void The_worked_example_comes_out_as_it_says()
    {
        var rows = RowsUnder("Dimension", "Rule");
        var findings = rows.Select((row, i) => SampleAudit.Finding(
            SectionOf(row[0]), Enum.Parse<Severity>(row[2]), Enum.Parse<Confidence>(row[3], ignoreCase: true),
            Enum.Parse<Classification>(row[4], ignoreCase: true), row[1], line: i + 1)).ToList();
        var results = SampleAudit.Results(findings)
            .Replace("transparency", SampleAudit.Result("transparency", Verdict.NotShown, Verdict.NotShown))
            .Replace("observability", SampleAudit.Result("observability", Verdict.NotShown, Verdict.NotShown));
        var score = Score.Compute(SampleAudit.Definition, results);

        Assert.Equal(rows.Select(row => Number(row[5])), findings.Select(Penalty.Of));
        Assert.Equal(rows.Sum(row => Number(row[6])), findings.GroupBy(finding => finding.Section).Sum(Penalty.Total), 3);
        Assert.Equal(
            RowsUnder("Dimension", "Weight").Select(row => $"{row[0]} {row[2]}"),
            [
                .. score.Dimensions.Select(dimension => $"{dimension.Title} {ReportWording.Score(dimension.Score)}"),
                $"Composite {ReportWording.Score(score.Composite)}",
            ]);
        Assert.Contains($"\"{ReportWording.Composite(score)}\"", Document, StringComparison.Ordinal);
    }

    [Fact]
    public void The_penalties_are_those_of_the_table()
    {
        var row = RowsUnder("Critical", "High").Single();

        Assert.Equal(row[..4].Select(Number), Enum.GetValues<Severity>().Select(severity => Penalty.Of(SampleAudit.Finding(severity: severity))));
        Assert.Equal(
            row[5..].Select(factor => 4 * Number(factor)),
            Enum.GetValues<Confidence>().Select(confidence => Penalty.Of(SampleAudit.Finding(severity: Severity.Critical, confidence: confidence))));
    }

    [Fact]
    public void Every_field_of_the_report_is_explained()
    {
        using var schema = JsonDocument.Parse(ReportJson.Schema());

        Assert.All(PropertiesOf(schema.RootElement).Distinct(), name => Assert.True(
            Document.Contains($"`{name}`", StringComparison.Ordinal) || Document.Contains($".{name}`", StringComparison.Ordinal),
            $"docs/report.md does not say what `{name}` means."));
    }

    [Fact]
    public void Every_format_is_listed() => Assert.Equal(
        ReportFormats.All.Select(format => $"{format.Name} {format.MediaType.Split(';')[0]} .{format.Extension}"),
        RowsUnder("Format", "Media type").Select(row => $"{row[0]} {row[1]} {row[2]}"));

    private static List<string[]> RowsUnder(string first, string second)
    {
        var document = Markdown.Parse(Document, new MarkdownPipelineBuilder().UsePipeTables().Build());
        var table = document.Descendants<Table>().Select(Cells).Single(cells => cells[0][0] == first && cells[0][1] == second);
        return table[1..];
    }

    private static List<string[]> Cells(Table table) =>
        [.. table.OfType<TableRow>().Select(row => row.OfType<TableCell>().Select(TextOf).ToArray())];

    private static string TextOf(TableCell cell) => string.Concat(cell.Descendants<Inline>().Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        _ => "",
    }));

    private static IEnumerable<string> PropertiesOf(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object) return [];
        var own = schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().SelectMany(property => PropertiesOf(property.Value).Prepend(property.Name))
            : [];
        return schema.TryGetProperty("items", out var items) ? own.Concat(PropertiesOf(items)) : own;
    }

    private static string SectionOf(string dimension) =>
        SampleAudit.Definition.Dimensions.Single(definition => definition.Title == dimension).Sections[0];

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
