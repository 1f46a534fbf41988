using System.Formats.Tar;
using System.IO.Compression;
using System.Reflection;
using System.Text;
using Claudit.Api;
using Claudit.Commands;
using Claudit.Submissions;
using Xunit;

namespace Claudit;

/// <summary>docs/submissions.md against the command line and the API: the same archive, given to both.</summary>
public sealed class SubmissionRules(Server server) : IClassFixture<Server>, IDisposable
{
    private const string Code = "export const rate = 3;\n";

    private static readonly string Document = File.ReadAllText(Shell.InRepository("docs", "submissions.md"));

    private readonly ClauditProgram _claudit = new();

    public void Dispose() => _claudit.Dispose();

    [Theory]
    [InlineData("a.ts", "repeated name", 400, "path-repeated")]
    [InlineData("A.ts", "repeated name", 400, "path-repeated")]
    [InlineData("../b.ts", "name that climbs out", 400, "path-climbs")]
    [InlineData("/b.ts", "absolute name", 400, "path-absolute")]
    [InlineData("con.ts", "reserved name", 400, "path-reserved")]
    [InlineData("b\u0007.ts", "malformed name", 400, "path-malformed")]
    [InlineData("long", "name too long", 413, "path-too-long")]
    [InlineData("large.ts", "over 2 MiB", 413, "file-too-large")]
    [InlineData("inner.zip", "archive", 413, "archive-nested")]
    [InlineData("link -> a.ts", "link", 202, null)]
    [InlineData("link -> ../a.ts", "link", 400, "link-refused")]
    [InlineData("pipe", "special file", 202, null)]
    public async Task A_file_that_cannot_be_taken_is_skipped_by_the_command_line_and_refused_or_skipped_by_the_api(
        string second, string reason, int status, string? code)
    {
        var archive = Archive(second);
        await File.WriteAllBytesAsync(_claudit.Full("code.tar.gz"), archive, TestContext.Current.CancellationToken);

        var submission = (await _claudit.ReportAsync("code.tar.gz")).GetProperty("submission");
        var answer = await server.Client.PostAsync("/audits?audit=metered-billing", ApiClient.Content("application/gzip", archive));

        Assert.Equal(1, submission.GetProperty("files").GetInt32());
        Assert.Equal(reason, Assert.Single(submission.GetProperty("skipped").EnumerateArray()).GetProperty("reason").GetString());
        Assert.Equal(status, answer.Status);
        if (code is null) Assert.Equal(1, answer.Json.GetProperty("submission").GetProperty("skipped").GetInt32());
        else answer.Problem(status, code);
    }

    [Fact]
    public void Every_reason_and_every_refusal_is_documented()
    {
        var reasons = typeof(SkipReason).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
        Assert.All(reasons.Append(SkipReason.Over(new SubmissionLimits().FileBytes)), reason => Assert.Contains($"`{reason}`", Document));
        Assert.All(SubmissionProblems.Kinds.Keys, code => Assert.Contains($"`{code}`", Document));
    }

    private static byte[] Archive(string second)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            tar.WriteEntry(File("a.ts", Code));
            tar.WriteEntry(second switch
            {
                "long" => File(new string('n', 1_025), Code),
                "large.ts" => File(second, string.Concat(Enumerable.Repeat("call();\n", 1 << 18)) + Code),
                "pipe" => new PaxTarEntry(TarEntryType.Fifo, second),
                _ when second.Split(" -> ") is [var link, var target] => new PaxTarEntry(TarEntryType.SymbolicLink, link) { LinkName = target },
                _ => File(second, Code),
            });
        }

        return stream.ToArray();

        static PaxTarEntry File(string path, string content) =>
            new(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) };
    }
}
