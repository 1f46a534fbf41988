using System.Text;
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
            await TakeAsync(request, spool, piece);

            var start = request.Complete();
            var files = Read(request.Files(spool));

            Assert.Empty(request.Problems);
            Assert.Equal(("metered-billing", "säle", "[{\"a\": 1}]"), (start!.Audit, start.Options.Labels["team"], start.Options.Labels["deep"]));
            Assert.Equal(["event-ingestion"], start.Options.Sections);
            Assert.Equal(
                [("src/ä.ts", "const a = \"\\u00e4\"; // 😀 \t\n"), ("empty.ts", ""), ("naïve.ts", "let π = 3;")], files);
        }
    }

    [Fact]
    public async Task Files_beyond_the_first_that_is_too_many_are_not_kept()
    {
        using var spool = new Spool(Path.GetTempPath(), threshold: 1 << 20);
        var request = new JsonRequest(mostFiles: 1, spool.Length);

        await TakeAsync(request, spool, Body.Length);

        Assert.Equal(["src/ä.ts", "empty.ts"], Read(request.Files(spool)).Select(file => file.Path));
    }

    private static async Task TakeAsync(JsonRequest request, Spool spool, int piece)
    {
        var from = 0;
        for (var until = Math.Min(piece, Body.Length); ; until = Math.Min(until + piece, Body.Length))
        {
            Assert.True(request.TryTake(Body.AsSpan(from..until), until == Body.Length, out var consumed, out var problem), problem?.Message);
            await spool.AppendAsync(request.Content, Cancel);
            request.ForgetContent();
            from += consumed;
            if (until == Body.Length) return;
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
