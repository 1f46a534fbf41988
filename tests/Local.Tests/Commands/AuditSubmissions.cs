using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Claudit.Commands;

/// <summary>What <c>claudit audit</c> takes, and what it refuses.</summary>
public sealed class AuditSubmissions : IDisposable
{
    private const string Code = "export async function record(units: number) {\n  await meter.send({ units });\n}\n";

    private readonly ClauditProgram _claudit = new();

    public void Dispose() => _claudit.Dispose();

    [Fact]
    public async Task Several_paths_are_one_submission()
    {
        _claudit.Write("api/meter.ts", Code).Write("worker/meter.ts", Code).Write("schema.sql", "CREATE TABLE usage (id TEXT);\n");
        var report = await _claudit.ReportAsync("api", "worker", "schema.sql");
        Assert.Equal(3, report.GetProperty("submission").GetProperty("files").GetInt32());
    }

    [Fact]
    public async Task A_folder_and_its_archives_are_the_same_submission()
    {
        _claudit.Write("src/meter.ts", Code).Write("src/db/schema.sql", "CREATE TABLE usage (id TEXT);\n");
        ZipFile.CreateFromDirectory(_claudit.Full("src"), _claudit.Full("src.zip"));
        using (var file = File.Create(_claudit.Full("src.tar.gz")))
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
            TarFile.CreateFromDirectory(_claudit.Full("src"), gzip, includeBaseDirectory: false);

        var folder = Fingerprint(await _claudit.ReportAsync("src"));
        Assert.Equal(folder, Fingerprint(await _claudit.ReportAsync("src.zip")));
        Assert.Equal(folder, Fingerprint(await _claudit.ReportAsync("src.tar.gz")));

        static string? Fingerprint(JsonElement report) => report.GetProperty("submission").GetProperty("fingerprint").GetString();
    }

    [Theory]
    [InlineData("def record(units):\n    meter.send(units=units)\n", "Python", "--path", "meter.py")]
    [InlineData("import { meter } from './meter';\nexport const record = async (units: number): Promise<void> => meter.send({ units });\n", "TypeScript")]
    public async Task Standard_input_is_audited_as_one_file(string code, string language, params string[] name)
    {
        var answer = await _claudit.RunAsync(Encoding.UTF8.GetBytes(code), ["audit", "-", .. name, "--format", "json"]);
        var submission = JsonElement.Parse(answer.Output).GetProperty("submission");
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Equal(1, submission.GetProperty("files").GetInt32());
        Assert.Equal(language, submission.GetProperty("languages")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Standard_input_is_read_as_its_byte_order_mark_says()
    {
        var answer = await _claudit.RunAsync([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("def record(units):\n    import stripe\n    return units\n")], ["audit", "-", "--format", "json"]);
        Assert.Equal("Python", JsonElement.Parse(answer.Output).GetProperty("submission").GetProperty("languages")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_file_over_the_limit_is_skipped_and_listed()
    {
        _claudit.Write("src/meter.ts", Code).Write("src/large.ts", "// " + new string('x', 2 << 20));
        var report = await _claudit.ReportAsync("src");
        var skipped = Assert.Single(report.GetProperty("submission").GetProperty("skipped").EnumerateArray());
        Assert.Equal(("large.ts", "over 2 MiB"), (skipped.GetProperty("path").GetString(), skipped.GetProperty("reason").GetString()));
        Assert.Contains("1 over 2 MiB: large.ts", (await _claudit.RunAsync("audit", "src")).Output);
    }

    [Fact]
    public async Task A_path_may_begin_with_an_at_sign()
    {
        _claudit.Write("@acme/meter.ts", Code);
        Assert.Equal(0, (await _claudit.RunAsync("audit", "@acme")).Code);
    }

    [Fact]
    public async Task Nothing_but_the_report_is_written()
    {
        _claudit.Write("src/meter.ts", Code);
        _claudit.Environment["HOME"] = _claudit.Folder;
        Assert.Equal(0, (await _claudit.RunAsync("audit", "src")).Code);
        Assert.Equal([_claudit.Full("src"), _claudit.Full("src/meter.ts")], Directory.EnumerateFileSystemEntries(_claudit.Folder, "*", SearchOption.AllDirectories).Order());
    }
}
