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
    public async Task Every_missing_path_is_named()
    {
        _claudit.Write("here.ts", Code);
        await RefusesAsync(["audit", "gone", "here.ts", "lost.ts"], "claudit: 'gone' does not exist.", "claudit: 'lost.ts' does not exist.");
    }

    [Fact]
    public async Task An_empty_folder_is_refused()
    {
        Directory.CreateDirectory(_claudit.Full("empty"));
        await RefusesAsync(["audit", "empty"], "The submission holds no file");
    }

    [Fact]
    public async Task A_folder_without_source_code_is_refused_with_what_was_skipped()
    {
        _claudit.Write("src/package-lock.json", "{}").Write("src/node_modules/a/index.js", "x();");
        await RefusesAsync(["audit", "src"], "1 lock file (package-lock.json)", "1 vendored (node_modules/)");
    }

    [Fact]
    public async Task A_file_that_cannot_be_taken_for_its_name_is_named_with_the_reason()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows cannot store such a name.");
        _claudit.Write("con.ts", Code);
        await RefusesAsync(["audit", "con.ts"], "skipped: 1 reserved name (con.ts).");
    }

    [Fact]
    public async Task A_damaged_archive_is_refused()
    {
        _claudit.Write("src.zip", "not a zip");
        await RefusesAsync(["audit", "src.zip"], "not a zip archive");
    }

    [Fact]
    public async Task Standard_input_stands_alone()
    {
        _claudit.Write("a.ts", Code);
        await RefusesAsync(["audit", "-", "a.ts"], "'-' stands alone");
        await RefusesAsync(["audit", "a.ts", "--path", "b.ts"], "--path names standard input");
    }

    [Fact]
    public async Task Nothing_but_the_report_is_written()
    {
        _claudit.Write("src/meter.ts", Code);
        _claudit.Environment["HOME"] = _claudit.Folder;
        Assert.Equal(0, (await _claudit.RunAsync("audit", "src")).Code);
        Assert.Equal([_claudit.Full("src"), _claudit.Full("src/meter.ts")], Directory.EnumerateFileSystemEntries(_claudit.Folder, "*", SearchOption.AllDirectories).Order());
    }

    private async Task RefusesAsync(string[] arguments, params string[] words)
    {
        var answer = await _claudit.RunAsync(arguments);
        Assert.Equal((2, ""), (answer.Code, answer.Output));
        foreach (var word in words) Assert.Contains(word, answer.Error);
    }
}
