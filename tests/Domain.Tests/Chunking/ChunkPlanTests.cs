using System.Globalization;
using Claudit.Code;
using Claudit.Code.Lexing;
using Claudit.Submissions;
using Xunit;

namespace Claudit.Chunking;

public sealed class ChunkPlanTests
{
    private const string Pad = "  const amount = usage.quantity * price.perUnit;\n";

    public static TheoryData<int> Targets => [200, 1_000, 6_000];

    [Fact]
    public void Small_files_stand_together_as_long_as_there_is_room()
    {
        var chunks = Cut(1_000, File("a/one.ts", Lines(20)), File("a/two.ts", Lines(20)), File("b/three.ts", Lines(40)), File("b/four.ts", Lines(5)));

        Assert.Equal(["a/one.ts 1-20, a/two.ts 1-20", "b/three.ts 1-40, b/four.ts 1-5"], chunks.Select(Text));
        Assert.Equal([0, 1], chunks.Select(chunk => chunk.Number));
    }

    [Fact]
    public void A_large_file_is_cut_between_its_functions_and_a_comment_stays_with_its_own()
    {
        var function = "\n/** Bills one customer. */\nexport function bill() {\n" + Lines(20) + "}\n";

        var chunks = Cut(500, File("bill.ts", string.Concat(Enumerable.Repeat(function, 4))));

        Assert.Equal(["bill.ts 1-25", "bill.ts 26-49", "bill.ts 50-73", "bill.ts 74-96"], chunks.Select(Text));
        Assert.All(chunks, chunk => Assert.Equal(0, chunk.Parts[0].Repeats));
    }

    [Fact]
    public void Methods_are_kept_whole_where_the_class_is_too_large()
    {
        var method = "    def bill(self, usage):\n" + string.Concat(Enumerable.Repeat("        amount = usage.quantity * price.per_unit\n", 20)) + "\n";
        var text = "class Biller:\n" + string.Concat(Enumerable.Repeat(method, 4));

        var starts = Cut(500, File("bill.py", text)).Select(chunk => LineOf(text, chunk.Parts[0].Lines.First)).ToList();

        Assert.Equal("class Biller:", starts[0]);
        Assert.True(starts.Count > 2);
        Assert.All(starts.Skip(1), start => Assert.Equal("    def bill(self, usage):", start));
    }

    [Fact]
    public void What_is_cut_inside_a_function_is_repeated_in_part()
    {
        var chunks = Cut(1_000, File("long.ts", "function bill() {\n" + Lines(200) + "}\n"));

        Assert.True(chunks.Count > 2);
        Assert.Equal(0, chunks[0].Parts[0].Repeats);
        Assert.All(chunks.Skip(1), chunk => Assert.InRange(chunk.Parts[0].Repeats, 3, 8));
    }

    [Fact]
    public void A_text_of_many_lines_is_not_cut_and_makes_its_chunk_larger()
    {
        var text = "const a = 1;\nconst page = `\n" + Lines(200) + "`;\nconst b = 2;\n";

        var chunk = Cut(500, File("page.ts", text)).Single(chunk => chunk.Tokens > 500);

        Assert.Equal((2, 203), (chunk.Parts[0].Lines.First, chunk.Parts[0].Lines.Last));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_line_is_in_a_chunk_once_and_in_order_and_no_cut_is_inside_a_token(int target)
    {
        var files = RepositoryFile.All("samples", "*").Concat(RepositoryFile.All("src/Domain", "*.cs")).Concat(RepositoryFile.All("tests/fixtures", "*"))
            .Select(file => new SourceFile(file.Name, LanguageNames.Of(file.Name) ?? Language.Text, file.Text)).ToList();

        var chunks = Cut(target, [.. files]);

        Assert.Equal(Enumerable.Range(0, chunks.Count), chunks.Select(chunk => chunk.Number));
        var parts = chunks.SelectMany(chunk => chunk.Parts).ToLookup(part => part.Path);
        foreach (var file in files)
        {
            var lines = new LineMap(file.Text);
            var starts = Lexer.Lex(file, out _).Where(token => token.Kind != TokenKind.NewLine).ToList();
            var at = 0;
            foreach (var part in parts[file.Path])
            {
                Assert.Equal(at, part.Lines.First + part.Repeats - 1);
                at = part.Lines.Last;
                var start = lines.SpanOf(part.Lines).Start;
                Assert.DoesNotContain(starts, token => token.Start < start && start < token.End);
            }

            Assert.Equal(lines.Count, at);
        }

        Assert.True(chunks.Count(chunk => chunk.Tokens <= target) >= chunks.Count * 0.98, $"{chunks.Count(chunk => chunk.Tokens > target)} of {chunks.Count} are too large.");
    }

    private static List<Chunk> Cut(int target, params SourceFile[] files)
    {
        var plan = new ChunkPlan(target);
        var chunks = files.SelectMany(plan.Add).ToList();
        if (plan.Complete() is { } last) chunks.Add(last);
        return chunks;
    }

    private static SourceFile File(string path, string text) => new(path, LanguageNames.Of(path) ?? Language.Text, text);

    private static string Lines(int count) => string.Concat(Enumerable.Repeat(Pad, count));

    private static string LineOf(string text, int line) => text.Split('\n')[line - 1];

    private static string Text(Chunk chunk) =>
        string.Join(", ", chunk.Parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Path} {part.Lines.First}-{part.Lines.Last}")));
}
