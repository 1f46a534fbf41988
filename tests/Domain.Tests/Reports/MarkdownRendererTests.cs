using Claudit.Findings;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Xunit;

namespace Claudit.Reports;

public class MarkdownRendererTests
{
    private static readonly MarkdownPipeline GitHub =
        new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks().UseEmphasisExtras().UseTaskLists().Build();

    private static readonly string[] Headings =
    [
        "1. Executive Summary", "2. Severity Legend", "3. Event Ingestion Reliability", "4. Deduplication & Idempotency", "5. Aggregation Logic",
        "6. Limits & Overage Handling", "7. Customer Transparency", "8. Observability & Alerting", "9. Prioritized Action List", "10. Overall Score",
    ];

    public static TheoryData<int> HostileTexts => [.. Enumerable.Range(0, HostileReport.Texts.Length)];

    [Fact]
    public void The_headings_are_always_the_ten()
    {
        Assert.Equal(Headings, HeadingsOf(Parse(SampleAudit.Report())));
        Assert.Equal(Headings, HeadingsOf(Parse(ReportBuilder.Build(SampleAudit.Input([])))));
        Assert.Contains("\n## 10. Overall Score\n", MarkdownRenderer.Render(SampleAudit.Report()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_has_its_labels_place_fenced_evidence_description_and_remediation()
    {
        var text = MarkdownRenderer.Render(SampleAudit.Report(SampleAudit.Finding(severity: Severity.Critical)));

        Assert.Contains(
            """
            **[CRITICAL] MTR-001** [CERTAIN] [VULNERABILITY] — The usage event is sent once and then forgotten

            **Location:** `src/usage.ts:10`

            **Evidence:**

            ```ts
            await meter.record(event);
            ```

            **Description:** `meter.record` is awaited in the request path, and nothing repeats it when it fails.

            **Remediation:** Write the event to the outbox in the same transaction,\
            and let the relay send it with `retry`.
            """.ReplaceLineEndings("\n"), text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fence_is_longer_than_any_run_of_backticks_inside()
    {
        const string Evidence = "```\n`````\nx";
        var fences = Parse(SampleAudit.Report(SampleAudit.Finding(evidence: Evidence, lines: 3))).Descendants<FencedCodeBlock>();

        Assert.Contains(fences, fence => fence.OpeningFencedCharCount == 6 && fence.Lines.ToString() == Evidence);
    }

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public void Hostile_text_makes_no_HTML_link_heading_quote_or_emphasis(int index)
    {
        var hostile = Parse(HostileReport.Of(HostileReport.Texts[index]));
        var harmless = Parse(HostileReport.Of("x"));

        Assert.Empty(hostile.Descendants<HtmlBlock>());
        Assert.Empty(hostile.Descendants<HtmlInline>());
        Assert.Empty(hostile.Descendants<LinkInline>());
        Assert.Empty(hostile.Descendants<AutolinkInline>());
        Assert.Empty(hostile.Descendants<LinkReferenceDefinition>());
        Assert.Equal(Headings, HeadingsOf(hostile));
        Assert.Equal(Shape<HeadingBlock>(harmless), Shape<HeadingBlock>(hostile));
        Assert.Equal(Shape<QuoteBlock>(harmless), Shape<QuoteBlock>(hostile));
        Assert.Equal(Shape<ListItemBlock>(harmless), Shape<ListItemBlock>(hostile));
        Assert.Equal(Shape<FencedCodeBlock>(harmless), Shape<FencedCodeBlock>(hostile));
        Assert.Equal(Shape<ThematicBreakBlock>(harmless), Shape<ThematicBreakBlock>(hostile));
        Assert.Equal(Shape<TableCell>(harmless), Shape<TableCell>(hostile));
        Assert.Equal(Shape<EmphasisInline>(harmless), Shape<EmphasisInline>(hostile));
    }

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public void Nobody_is_notified_and_no_issue_linked(int index)
    {
        var words = Parse(HostileReport.Of(HostileReport.Texts[index])).Descendants<LiteralInline>().Select(literal => literal.Content.ToString());

        Assert.All(words, text => Assert.DoesNotMatch(@"@\w|#\d", text));
    }

    [Fact]
    public void Titles_come_out_of_a_parser_as_they_went_in()
    {
        foreach (var hostile in HostileReport.Texts.Where(text => text.Trim().Length > 0))
        {
            var report = SampleAudit.Report(SampleAudit.Finding(title: hostile));
            var titles = Parse(report).Descendants<ParagraphBlock>().Select(TextOf);

            Assert.Contains(titles, text => text.StartsWith('[') && text.EndsWith(InertText.Line(hostile).Trim(), StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Submitted_text_cannot_leave_the_Mermaid_chart_or_its_labels()
    {
        foreach (var hostile in HostileReport.Texts)
        {
            var fence = Parse(HostileReport.Of(hostile)).Descendants<FencedCodeBlock>().Single(fence => fence.Info == "mermaid");
            var chart = fence.Lines.ToString().Split('\n');

            Assert.Equal(3, chart.Length);
            const string Label = """[^"<>`\[\](){}%\\]*""";
            Assert.Matches($"""^  r1\(\["{Label}"\]\)( --> r1s\d\["[A-Z][a-z]+: {Label}"\])%4% -\.-> r1g\["gap: {Label}"\]:::gap$""".Replace("%4%", "{4}"), chart[1]);
        }
    }

    private static MarkdownDocument Parse(Report report) => Markdown.Parse(MarkdownRenderer.Render(report), GitHub);

    private static IEnumerable<string> HeadingsOf(MarkdownDocument document) =>
        document.Descendants<HeadingBlock>().Where(heading => heading.Level == 2).Select(TextOf);

    private static string TextOf(LeafBlock block) => string.Concat(block.Inline!.Descendants().Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        _ => "",
    }));

    private static int Shape<T>(MarkdownDocument document)
        where T : MarkdownObject => document.Descendants<T>().Count();
}
