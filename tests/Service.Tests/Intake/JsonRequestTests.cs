using System.Text;
using System.Text.Json;
using Claudit.Submissions;
using Xunit;

namespace Claudit.Intake;

public sealed class JsonRequestTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes(
        """
        { "options": { "labels": { "team": "säle", "deep": "[{\"a\": 1}]" }, "sections": ["event-ingestion"] },
          "files": [
            { "path": "src/\u00e4.ts", "content": "const a = \"\\u00e4\"; // \ud83d\ude00 \t\n" },
            { "content": "", "path": "empty.ts" },
            { "path": "naïve.ts", "content": "let π = 3;" } ],
          "audit" : "metered-billing" }
        """);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_it_is_cut_into_pieces_a_request_is_taken_for_the_same()
    {
        for (var piece = 1; piece <= Body.Length; piece++)
        {
            using var spool = new Spool(Path.GetTempPath(), threshold: 1 << 20);
            var request = new JsonRequest(mostFiles: 10, spool.Length);
            await TakeAsync(request, spool, Body, piece);

            var start = request.Complete();
            var files = Read(request.Files(spool));

            Assert.Empty(request.Problems);
            Assert.Equal(("metered-billing", "säle", "[{\"a\": 1}]"), (start!.Audit, start.Options.Labels["team"], start.Options.Labels["deep"]));
            Assert.Equal(["event-ingestion"], start.Options.Sections);
            Assert.Equal(
                [("src/ä.ts", "const a = \"\\u00e4\"; // 😀 \t\n"), ("empty.ts", ""), ("naïve.ts", "let π = 3;")], files);
        }
    }

    [Theory]
    [InlineData("\\ud83dx", "/files/0/content")]
    [InlineData("\\udE00", "/files/0/content")]
    [InlineData("\\ud83d\\ud83d\\ude00", "/files/0/content")]
    public async Task However_it_is_cut_half_a_character_is_noted(string content, string pointer)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"audit":"metered-billing","files":[{"path":"a.ts","content":"{{content}}"}]}""");
        for (var piece = 1; piece <= body.Length; piece++)
        {
            using var spool = new Spool(Path.GetTempPath(), threshold: 1 << 20);
            var request = new JsonRequest(mostFiles: 10, spool.Length);
            await TakeAsync(request, spool, body, piece);

            Assert.Null(request.Complete());
            Assert.Equal(pointer, Assert.Single(request.Problems).Pointer);
        }
    }

    [Theory]
    [InlineData("""{"audit":"a","files":[{"content":"some \x"}]}""", true)]
    [InlineData("{\"audit\":\"a\",\n\"files\":[{\"content\":\"some\u0001\"}]}", true)]
    [InlineData("{\"audit\":\"a\",\"files\":[{\"content\": \n \"some text\", oh}]}", true)]
    [InlineData("{\"audit\":\"a\",\"files\":[{\"content\":\"some text\",\n\"path\": oh}]}", true)]
    [InlineData("""{"audit":"a","files":[{"content":"some text", oh}]}""", true)]
    [InlineData("""{"audit":"a","files":[{"content":"some text""", false)]
    public void However_it_is_cut_what_is_no_JSON_is_told_with_its_place(string text, bool hasPlace)
    {
        var body = Encoding.UTF8.GetBytes(text);
        var place = Assert.ThrowsAny<JsonException>(() => JsonElement.Parse(body)).BytePositionInLine;
        for (var piece = 1; piece <= body.Length; piece++)
        {
            var request = new JsonRequest(mostFiles: 10, start: 0);
            Problem? problem = null;
            for (var (from, until) = (0, piece); problem is null; until = Math.Min(until + piece, body.Length))
            {
                until = Math.Min(until, body.Length);
                if (request.TryTake(body.AsSpan(from..until), until == body.Length, out var consumed, out problem)) from += consumed;
                Assert.True(problem is not null || until < body.Length);
            }

            Assert.StartsWith("The body is not valid JSON at line ", problem.Message, StringComparison.Ordinal);
            if (hasPlace) Assert.Contains($"byte {place + 1}:", problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Files_beyond_the_first_that_is_too_many_are_not_kept()
    {
        using var spool = new Spool(Path.GetTempPath(), threshold: 1 << 20);
        var request = new JsonRequest(mostFiles: 1, spool.Length);

        await TakeAsync(request, spool, Body, Body.Length);

        Assert.Equal(["src/ä.ts", "empty.ts"], Read(request.Files(spool)).Select(file => file.Path));
    }

    private static async Task TakeAsync(JsonRequest request, Spool spool, byte[] body, int piece)
    {
        var from = 0;
        for (var until = Math.Min(piece, body.Length); ; until = Math.Min(until + piece, body.Length))
        {
            Assert.True(request.TryTake(body.AsSpan(from..until), until == body.Length, out var consumed, out var problem), problem?.Message);
            await spool.AppendAsync(request.Content, Cancel);
            request.ForgetContent();
            from += consumed;
            if (until == body.Length) return;
        }
    }

    private static List<(string Path, string Content)> Read(SpooledFiles files) =>
    [
        .. files.Entries(new Expansion(1 << 20)).Select(entry =>
        {
            using var content = new StreamReader(entry.Open!());
            return (entry.Path, content.ReadToEnd());
        }),
    ];
}
