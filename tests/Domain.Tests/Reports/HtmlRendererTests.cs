using System.Security.Cryptography;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Claudit.Findings;
using Xunit;

namespace Claudit.Reports;

public class HtmlRendererTests
{
    private static readonly string[] References = ["src", "href", "xlink:href", "action", "formaction", "srcset", "data", "poster", "background"];

    public static TheoryData<int> HostileTexts => [.. Enumerable.Range(0, HostileReport.Texts.Length)];

    [Fact]
    public void It_has_ten_sections_and_a_card_for_every_finding()
    {
        var report = SampleAudit.Report([.. SampleAudit.RandomFindings(new Random(1), 60)]);
        var page = Parse(report);

        Assert.Equal(
            report.Sections.Select(section => $"{section.Number}. {section.Title}"),
            page.QuerySelectorAll("main h2").Select(heading => heading.TextContent));
        Assert.Equal(report.Findings.Select(finding => finding.Id), page.QuerySelectorAll("article").Select(article => article.Id));
    }

    [Fact]
    public void Every_link_leads_to_something_on_the_page_and_no_id_stands_twice()
    {
        var page = Parse(SampleAudit.Report([.. SampleAudit.RandomFindings(new Random(1), 60)]));

        Assert.All(page.QuerySelectorAll("a"), link => Assert.NotNull(page.GetElementById(link.GetAttribute("href")![1..])));
        Assert.Distinct(page.QuerySelectorAll("[id]").Select(element => element.Id));
    }

    [Fact]
    public void It_needs_nothing_from_elsewhere_and_its_policy_allows_its_own_style_alone()
    {
        var page = Parse(SampleAudit.Report(SampleAudit.Finding()));
        var style = Assert.Single(page.QuerySelectorAll("style")).TextContent;
        var policy = page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content")!;

        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));

        Assert.Contains($"style-src 'sha256-{hash}'", policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("script, link, iframe, object, embed, img, [style]"));
        Assert.DoesNotContain("url(", style, StringComparison.Ordinal);
    }

    [Fact]
    public void The_dial_says_the_score_and_its_coverage()
    {
        var assessed = Parse(SampleAudit.Report(SampleAudit.Finding(severity: Severity.Critical))).QuerySelector(".dial")!;
        var empty = Parse(ReportBuilder.Build(SampleAudit.Input([]))).QuerySelector(".dial")!;

        Assert.Equal("Score: 4.0, 5 of 5 dimensions assessed", assessed.GetAttribute("aria-label"));
        Assert.Equal("30 100", assessed.QuerySelector(".value")!.GetAttribute("stroke-dasharray"));
        Assert.Equal("Score: not assessed, 0 of 5 dimensions assessed", empty.GetAttribute("aria-label"));
        Assert.Null(empty.QuerySelector(".value"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public void The_pipeline_has_a_row_for_every_route_with_dashes_for_what_is_not_shown(int count)
    {
        var page = Parse(ReportBuilder.Build(SampleAudit.Input(SampleAudit.Results([])) with
        {
            MeteringMap = [.. Enumerable.Range(0, count).Select(i => SampleAudit.Route($"meter_{i}"))],
        }));

        Assert.Equal(count, page.QuerySelectorAll(".route").Length);
        Assert.All(page.QuerySelectorAll(".route"), route =>
        {
            Assert.Equal(3, route.QuerySelectorAll("rect.stage:not(.missing)").Length);
            Assert.Equal(2, route.QuerySelectorAll("rect.stage.missing").Length);
            Assert.Equal("Gap The code shown does not store the event.", route.QuerySelector(".gap")!.TextContent);
        });
    }

    [Fact]
    public void Evidence_is_quoted_as_it_stands_with_the_numbers_of_its_lines()
    {
        const string Evidence = "if (a < b && c) {\n\treturn `<b>`;\n";
        var code = Parse(SampleAudit.Report(SampleAudit.Finding(line: 41, lines: 3, evidence: Evidence))).QuerySelector("article pre")!;

        Assert.Equal(Evidence + "\n", code.TextContent);
        Assert.Equal(["41", "42", "43"], code.QuerySelectorAll(".number").Select(number => number.GetAttribute("data-line")));
    }

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public void Hostile_text_adds_no_element_no_attribute_and_no_reference(int index)
    {
        var text = HostileReport.Texts[index];
        var page = Parse(HostileReport.Of(text));
        var names = new HashSet<string>(Parse(HostileReport.Of("x `y`")).All.SelectMany(NamesOf));

        Assert.Empty(page.All.SelectMany(NamesOf).Except(names));
        Assert.All(page.All.SelectMany(element => element.Attributes).Where(attribute => References.Contains(attribute.Name)), attribute =>
            Assert.StartsWith("#", attribute.Value, StringComparison.Ordinal));
        Assert.Equal(InertText.Block(text) + "\n", page.QuerySelector("article pre")!.TextContent);
        Assert.Contains(InertText.Line(text).Trim(), page.QuerySelector("article h3")!.TextContent, StringComparison.Ordinal);
    }

    private static IEnumerable<string> NamesOf(IElement element) =>
        [element.LocalName, .. element.Attributes.Select(attribute => $"{element.LocalName}@{attribute.Name}")];

    private static IDocument Parse(Report report) => new HtmlParser().ParseDocument(HtmlRenderer.Render(report));
}
