using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace Claudit.Submissions;

public sealed class SubmissionReaderTests
{
    private const string Code = "export const rate = 3;\n";

    [Fact]
    public void A_manifest_describes_each_audited_file()
    {
        var reading = Reading.Of(("src/b.ts", Code), ("src/a.py", "import os\nprint(os.name)"));

        Assert.Equal(
            [
                new ManifestFile("src/a.py", Language.Python, 24, 24, 2, Sha256("import os\nprint(os.name)")),
                new ManifestFile("src/b.ts", Language.TypeScript, 23, 23, 1, Sha256(Code)),
            ],
            reading.Manifest!.Files);
        Assert.Empty(reading.Problems);
    }

    [Fact]
    public void The_manifest_is_the_same_in_whatever_order_the_files_arrive()
    {
        (string, string)[] files =
        [
            ("b/.gitignore", "*.tmp\n!keep.tmp"), ("b/x.tmp", "x = 1"), ("b/keep.tmp", "y = 2"), ("a.ts", Code), ("B/c.sql", "select 1;"),
            ("node_modules/x/index.js", Code), ("é.cs", "class A;"), ("a/z.ts", "const k = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc';"),
        ];
        var expected = Reading.Of(files).Manifest!;
        var random = new Random(7);
        for (var round = 0; round < 20; round++)
        {
            random.Shuffle(files);
            var manifest = Reading.Of(files).Manifest!;
            Assert.Equal(expected.Files, manifest.Files);
            Assert.Equal(expected.Skipped, manifest.Skipped);
            Assert.Equal(expected.Masked, manifest.Masked);
            Assert.Equal(SubmissionFingerprint.Of(expected), SubmissionFingerprint.Of(manifest));
        }

        Assert.Equal(["B/c.sql", "a.ts", "a/z.ts", "b/.gitignore", "b/keep.tmp", "é.cs"], expected.Files.Select(file => file.Path));
    }

    [Fact]
    public void The_same_files_have_the_same_manifest_in_every_container()
    {
        (string, string)[] files = [(".gitignore", "out/"), ("src/a.ts", Code), ("out/b.ts", Code), ("vendor/c.go", "package c"), ("empty.ts", "")];
        var listed = Reading.Of(files).Manifest!;
        var zip = Reading.Of(new ZipSource(Reading.Zip(files))).Manifest!;
        var tar = Reading.Of(new TarGzSource(Reading.TarGz(files))).Manifest!;

        Assert.Equal(listed.Files, zip.Files);
        Assert.Equal(listed.Files, tar.Files);
        Assert.Equal(listed.Skipped, zip.Skipped);
        Assert.Equal(listed.Skipped, tar.Skipped);
        Assert.Equal(["empty.ts", "out/", "vendor/"], listed.Skipped.Select(file => file.Path));
    }

    [Fact]
    public void A_fingerprint_changes_with_a_path_and_with_a_content()
    {
        var prints = new[] { Reading.Of(("a.ts", Code)), Reading.Of(("b.ts", Code)), Reading.Of(("a.ts", Code + " ")), Reading.Of(("a.ts", Code), ("b.ts", Code)) }
            .Select(reading => SubmissionFingerprint.Of(reading.Manifest!)).ToArray();

        Assert.Equal(4, prints.Distinct().Count());
        Assert.All(prints, print => Assert.Matches("^[0-9a-f]{64}$", print));
        Assert.Equal(Sha256($"a.ts\0{Sha256(Code)}\n"), prints[0]);
    }

    [Fact]
    public void Pasted_text_is_called_after_its_language()
    {
        Assert.Equal("pasted.ts", Reading.Of(ListedFiles.Pasted("interface Usage {\n  customer: string;\n  units: number;\n}\n")).Files[0].Path);
        Assert.Equal("pasted.py", Reading.Of(ListedFiles.Pasted("import stripe\n\ndef send(event):\n    pass\n")).Files[0].Path);
        Assert.Equal("pasted.txt", Reading.Of(ListedFiles.Pasted("hello")).Files[0].Path);
        Assert.Equal("jobs/usage.rb", Reading.Of(ListedFiles.Pasted("hello", "jobs/usage.rb")).Files[0].Path);
    }

    [Fact]
    public void More_files_than_the_limit_are_refused_and_the_limit_is_named()
    {
        var limits = new SubmissionLimits { Files = 2 };
        Assert.Empty(Reading.Of(Reading.Listed(("a.ts", Code), ("b.ts", Code)), limits).Problems);

        var problem = Assert.Single(Reading.Of(Reading.Listed(("a.ts", Code), ("b.ts", Code), ("c.png", "")), limits).Problems);
        Assert.Equal(SubmissionProblems.TooManyFiles, problem.Code);
        Assert.Contains("more than 2 files", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_file_over_the_limit_is_refused_and_the_limit_is_named()
    {
        var limits = new SubmissionLimits { FileBytes = 1024 };
        var reading = Reading.Of(Reading.Listed(("fits.ts", Letters(1024)), ("a.ts", Letters(1025)), ("b.ts", Letters(5000))), limits);

        Assert.Equal(["/files/1", "/files/2"], reading.Problems.Select(problem => problem.Pointer));
        Assert.All(reading.Problems, problem => Assert.Equal(SubmissionProblems.FileTooLarge, problem.Code));
        Assert.All(reading.Problems, problem => Assert.Contains("1 KiB", problem.Message, StringComparison.Ordinal));
        Assert.Null(reading.Manifest);
    }

    [Fact]
    public void A_large_file_that_would_be_skipped_anyway_refuses_nothing()
    {
        var limits = new SubmissionLimits { FileBytes = 1024 };
        var source = Reading.Listed(("package-lock.json", Letters(5000)), ("logo.png", Letters(5000)), ("node_modules/x.js", Letters(5000)), ("a.ts", Code));
        source.Add("core", new byte[5000]);

        Assert.Equal(
            ["core: binary", "logo.png: binary", "node_modules/: vendored", "package-lock.json: lock file"],
            Reading.Of(source, limits).Skipped);
    }

    [Fact]
    public void Large_files_are_listed_where_unfit_files_are_skipped()
    {
        var limits = new SubmissionLimits { FileBytes = 1024, UnfitFiles = UnfitFiles.Skip };
        var source = Reading.Listed(("a.ts", Letters(5000)), ("aux.ts", Code), ("B.ts", Code), ("b.ts", Code), ("data.zip", "PK"));

        var reading = Reading.Of(source, limits);

        Assert.Equal(["a.ts: over 1 KiB", "aux.ts: reserved name", "b.ts: repeated name", "data.zip: archive"], reading.Skipped);
        Assert.Equal(["B.ts"], reading.Audited);
    }

    [Fact]
    public void More_bytes_than_the_limit_are_refused_and_the_limit_is_named()
    {
        var limits = new SubmissionLimits { ExpandedBytes = 2048 };
        Assert.Empty(Reading.Of(Reading.Listed(("a.ts", Letters(1024)), ("b.ts", Letters(1024))), limits).Problems);

        var problem = Assert.Single(Reading.Of(Reading.Listed(("a.ts", Letters(1024)), ("b.ts", Letters(1025))), limits).Problems);
        Assert.Equal(SubmissionProblems.ExpandedTooLarge, problem.Code);
        Assert.Contains("2 KiB", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_bad_paths_are_named_at_once_and_point_to_their_files()
    {
        var reading = Reading.Of(("ok.ts", Code), ("../a.ts", Code), ("/etc/b.ts", Code), ("OK.ts", Code), ("con.ts", Code));

        Assert.Equal(
            ["/files/1 path-climbs", "/files/2 path-absolute", "/files/3 path-repeated", "/files/4 path-reserved"],
            reading.Problems.Select(problem => $"{problem.Pointer} {problem.Code}"));
        Assert.Empty(reading.Files);
    }

    [Fact]
    public void No_more_than_a_hundred_problems_are_named()
    {
        var files = Enumerable.Range(0, 500).Select(i => ($"../{i}.ts", Code)).ToArray();
        Assert.Equal(100, Reading.Of(files).Problems.Count);
    }

    [Fact]
    public void A_submission_without_a_file_to_audit_says_what_was_skipped()
    {
        Assert.Equal([SubmissionProblems.NothingAuditable], Reading.Of(new ListedFiles()).Codes);

        var problem = Assert.Single(Reading.Of(("a.png", ""), ("b.png", ""), ("yarn.lock", ""), ("empty.ts", " \n")).Problems);
        Assert.Equal(SubmissionProblems.NothingAuditable, problem.Code);
        Assert.Contains("2 binary (a.png, b.png), 1 empty (empty.ts), 1 lock file (yarn.lock).", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_files_that_were_skipped_for_a_reason_three_are_named()
    {
        var problem = Assert.Single(Reading.Of(("d.png", ""), ("c.png", ""), ("b.png", ""), ("a.png", "")).Problems);
        Assert.Contains("skipped: 4 binary (a.png, b.png, c.png, …).", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Masked_secrets_are_listed_by_path_and_line_and_are_not_in_the_text()
    {
        var secret = "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc";
        var reading = Reading.Of(("b.ts", $"// pay\r\n\r\nconst key = '{secret}';\r\n"), ("a.ts", $"f('{secret}');"));

        Assert.Equal([new MaskedSecret("stripe-secret-key", "a.ts", 1), new MaskedSecret("stripe-secret-key", "b.ts", 3)], reading.Manifest!.Masked);
        Assert.Equal("// pay\r\n\r\nconst key = 'sk_live_************************';\r\n", reading.Files[0].Text);
    }

    [Fact]
    public void A_file_that_is_not_UTF_8_is_noted()
    {
        var source = new ListedFiles().Add("a.py", [.. "name = '"u8, 0xE9, .. "'\n"u8]);
        var reading = Reading.Of(source);

        Assert.Equal("name = 'é'\n", reading.Files[0].Text);
        Assert.Equal([new FileNote("a.py", "Not valid UTF-8: read as Latin-1.")], reading.Manifest!.Notes);
    }

    [Fact]
    public void Every_code_has_a_kind_and_the_worst_kind_is_answered()
    {
        var codes = typeof(SubmissionProblems).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
        Assert.Equal(codes.Order(), SubmissionProblems.Kinds.Keys.Order());

        Problem Of(string code) => new(code, "", "");
        Assert.Equal(RefusalKind.Malformed, SubmissionProblems.KindOf([Of("file-too-large"), Of("path-climbs")]));
        Assert.Equal(RefusalKind.OverLimit, SubmissionProblems.KindOf([Of("file-too-large")]));
        Assert.Equal(RefusalKind.NothingAuditable, SubmissionProblems.KindOf([Of("nothing-auditable")]));
        Assert.Contains("25 MiB", SubmissionProblems.OfLargeRequest(new SubmissionLimits()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_defaults_are_those_of_the_API()
    {
        var limits = new SubmissionLimits();
        Assert.Equal((25 << 20, 100 << 20, 10_000, 2 << 20, 1_024), (limits.RequestBytes, limits.ExpandedBytes, limits.Files, limits.FileBytes, limits.PathCharacters));
        Assert.Equal(["2 MiB", "3 KiB", "1500 bytes"], new[] { 2L << 20, 3 << 10, 1500 }.Select(SubmissionLimits.Size));
    }

    [Fact]
    public void A_canceled_reading_stops()
    {
        var reader = new SubmissionReader(Reading.Listed(("a.ts", Code)), new SubmissionLimits());
        Assert.Throws<OperationCanceledException>(() => reader.Files(new CancellationToken(canceled: true)).ToList());
    }

    private static string Letters(int count) => string.Concat(Enumerable.Repeat("let a = 1;\n", count / 11 + 1))[..count];

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
