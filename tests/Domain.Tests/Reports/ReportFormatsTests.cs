using System.Globalization;
using System.Text;
using Xunit;

namespace Claudit.Reports;

public class ReportFormatsTests
{
    private static readonly Dictionary<string, RuleDescription> NoRules = [];

    public static TheoryData<string> Names => [.. ReportFormats.All.Select(format => format.Name)];

    public static TheoryData<string, int> HostileTexts
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var format in ReportFormats.All)
            {
                for (var i = 0; i < HostileReport.Texts.Length; i++) data.Add(format.Name, i);
            }

            return data;
        }
    }

    [Fact]
    public void The_formats_are_text_Markdown_JSON_SARIF_and_HTML()
    {
        Assert.Equal(["text", "markdown", "json", "sarif", "html"], ReportFormats.All.Select(format => format.Name));
        Assert.Same(ReportFormats.Sarif, ReportFormats.Named("sarif"));
        Assert.Null(ReportFormats.Named("pdf"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_format_carries_every_finding(string name)
    {
        var report = SampleAudit.Report([.. SampleAudit.RandomFindings(new Random(1), 60)]);
        var text = Render(name, report);

        Assert.All(report.Findings, finding =>
        {
            Assert.Contains(finding.Id!, text, StringComparison.Ordinal);
            Assert.Contains(finding.Title, text, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Equal_reports_give_the_same_bytes_whatever_the_machines_culture(string name)
    {
        var expected = Render(name, SampleAudit.Report([.. SampleAudit.RandomFindings(new Random(2), 20)]));
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "_", NumberGroupSeparator = "!" } };
        try
        {
            Assert.Equal(expected, Render(name, SampleAudit.Report([.. SampleAudit.RandomFindings(new Random(2), 20)])));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public void Characters_that_steer_a_terminal_or_the_direction_of_text_never_come_through(string name, int hostile)
    {
        var text = Render(name, HostileReport.Of(HostileReport.Texts[hostile]));

        Assert.DoesNotContain(text.EnumerateRunes(), rune => rune.Value is not ('\n' or '\t') &&
            Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
        Assert.Equal(text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("markdown")]
    [InlineData("html")]
    public void Bidirectional_controls_are_made_visible(string name) =>
        Assert.Contains("⟨U+202E⟩right to left⟨U+202C⟩", Render(name, HostileReport.Of("\u202Eright to left\u202C")), StringComparison.Ordinal);

    private static string Render(string name, Report report) => ReportFormats.Named(name)!.Render(report, NoRules);
}
