using Claudit.Code;
using Claudit.Reports;
using Xunit;

namespace Claudit.Findings;

public class EvidenceCheckTests
{
    private const string Text = "import x\n\nasync function f() {\r\n\tawait send(a);\r\n  await send(b);\n}\nawait send(a);\n";

    [Theory]
    [InlineData("await send(a);", 4, 4)]
    [InlineData("  await   send(a);\n\tawait send(b);", 4, 5)]
    [InlineData("send(b)", 3, 6)]
    [InlineData("await send(a);", 7, 7)]
    public void Evidence_that_is_at_the_cited_lines_stands(string evidence, int start, int end) =>
        Assert.IsType<EvidenceStanding.Stands>(Verify(evidence, start, end));

    [Theory]
    [InlineData("await send(b);", 1, 1, 5, 5)]
    [InlineData("await send(a); await send(b);", 6, 6, 4, 5)]
    [InlineData("await send(b);", 5, 50, 5, 5)]
    [InlineData("await send(b);", 0, 0, 5, 5)]
    public void Evidence_that_is_elsewhere_moves_the_finding(string evidence, int start, int end, int movedStart, int movedEnd) =>
        Assert.Equal(new EvidenceStanding.Moved(new Location("f.ts", movedStart, movedEnd)), Verify(evidence, start, end));

    [Theory]
    [InlineData(1, 4)]
    [InlineData(6, 7)]
    [InlineData(5, 4)]
    public void Of_several_places_the_nearest_is_taken(int cited, int moved) =>
        Assert.Equal(new EvidenceStanding.Moved(new Location("f.ts", moved, moved)), Verify("send(a)", cited, cited));

    [Theory]
    [InlineData("await send(c);")]
    [InlineData("Await send(a);")]
    [InlineData("awaitsend(a);")]
    [InlineData("")]
    [InlineData(" \n\t")]
    public void Evidence_that_is_not_in_the_file_stands_nowhere(string evidence) =>
        Assert.IsType<EvidenceStanding.Nowhere>(Verify(evidence, 4, 4));

    [Fact]
    public void What_is_quoted_from_a_text_stands_in_it()
    {
        var random = new Random(11);
        for (var round = 0; round < 500; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => "ab \t\r\n\f\u2028"[random.Next(8)])]);
            var lines = new LineMap(text);
            var first = random.Next(1, lines.Count + 1);
            var range = new LineRange(first, random.Next(first, lines.Count + 1));
            var quote = EvidenceCheck.Quote(text, lines, range);
            var finding = SampleAudit.Finding(path: "f.ts", line: range.First, lines: range.Last - range.First + 1, evidence: quote);

            if (string.IsNullOrWhiteSpace(quote)) Assert.IsType<EvidenceStanding.Nowhere>(EvidenceCheck.Verify(finding, text));
            else Assert.IsType<EvidenceStanding.Stands>(EvidenceCheck.Verify(finding, text));
        }
    }

    [Fact]
    public void A_quote_has_the_lines_as_they_stand_without_the_last_break() =>
        Assert.Equal("\tawait send(a);\n  await send(b);", EvidenceCheck.Quote(Text, new LineMap(Text), new LineRange(4, 5)));

    [Fact]
    public void Every_occurrence_is_found_as_a_plain_search_finds_it()
    {
        var random = new Random(3);
        for (var round = 0; round < 1_000; round++)
        {
            var text = Letters(random, random.Next(0, 40));
            var pattern = Letters(random, random.Next(1, 5));
            var expected = Enumerable.Range(0, text.Length).Where(i => text.AsSpan(i).StartsWith(pattern, StringComparison.Ordinal));

            Assert.Equal(expected, new FoldedText(text, new TextSpan(0, text.Length)).Occurrences(pattern).Select(span => span.Start));
        }
    }

    private static EvidenceStanding Verify(string evidence, int start, int end) => EvidenceCheck.Verify(
        SampleAudit.Finding() with { Evidence = evidence, Locations = [new Location("f.ts", start, end)] }, Text);

    private static string Letters(Random random, int length) => new([.. Enumerable.Range(0, length).Select(_ => "ab"[random.Next(2)])]);
}
