using System.IO.Compression;
using Claudit.Local;
using Claudit.Submissions;
using Xunit;

namespace Claudit;

public sealed class SubmittedPathsTests : IDisposable
{
    private const string Code = "export const rate = 3;\n";

    private static readonly SubmissionLimits Limits = new() { UnfitFiles = UnfitFiles.Skip };

    private readonly string _root = Directory.CreateTempSubdirectory("claudit-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_folder_gives_paths_relative_to_itself_in_order()
    {
        Write("app/b.ts", "app/a/z.py", "app/.env.sample");
        Assert.Equal([".env.sample", "a/z.py", "b.ts"], Read("app").Files.Select(file => file.Path));
    }

    [Fact]
    public void A_file_goes_by_its_name()
    {
        Write("app/usage.ts");
        Assert.Equal(["usage.ts"], Read("app/usage.ts").Files.Select(file => file.Path));
    }

    [Fact]
    public void Skipped_folders_are_listed_and_not_entered()
    {
        Write("app/a.ts", "app/node_modules/x/y.js", "app/out/b.ts", "app/sub/c.log", "app/sub/keep.log", "app/logo.png");
        File.WriteAllText(Full("app/.gitignore"), "out/\n*.log\n");
        File.WriteAllText(Full("app/sub/.gitignore"), "!keep.log\n");
        File.WriteAllText(Full("app/empty.ts"), "");
        File.WriteAllText(Full("app/data.zip"), "PK");

        var manifest = Read("app");

        Assert.Equal([".gitignore", "a.ts", "sub/.gitignore", "sub/keep.log"], manifest.Files.Select(file => file.Path));
        Assert.Equal(
            ["data.zip: archive", "empty.ts: empty", "logo.png: binary", "node_modules/: vendored", "out/: ignored by .gitignore", "sub/c.log: ignored by .gitignore"],
            manifest.Skipped.Select(file => $"{file.Path}: {file.Reason}"));
    }

    [Fact]
    public void Links_are_listed_and_not_followed()
    {
        Write("app/a.ts", "secret/b.ts");
        File.CreateSymbolicLink(Full("app/file.ts"), Full("secret/b.ts"));
        Directory.CreateSymbolicLink(Full("app/folder"), Full("secret"));
        Directory.CreateSymbolicLink(Full("app/loop"), Full("app"));
        File.CreateSymbolicLink(Full("app/dangling.ts"), Full("nothing"));

        var manifest = Read("app");

        Assert.Equal(["a.ts"], manifest.Files.Select(file => file.Path));
        Assert.Equal(["dangling.ts: link", "file.ts: link", "folder: link", "loop: link"], manifest.Skipped.Select(file => $"{file.Path}: {file.Reason}"));
    }

    [Fact]
    public void Several_arguments_keep_names_that_tell_them_apart()
    {
        Write("one/lib/a.ts", "two/lib/a.ts", "c.ts");

        Assert.Equal(["c.ts", "one/lib/a.ts", "two/lib/a.ts"], Read("one/lib", "two/lib", "c.ts").Files.Select(file => file.Path.Replace($"{Path.GetFileName(_root)}/", "", StringComparison.Ordinal)));
        Assert.Equal(["c.ts", "lib/a.ts"], Read("one/lib", "c.ts").Files.Select(file => file.Path).Order());
    }

    [Fact]
    public void A_file_named_twice_is_audited_once()
    {
        Write("app/a.ts");
        Assert.Equal(["app/a.ts"], Read("app", "app/a.ts", "app/").Files.Select(file => file.Path));
    }

    [Theory]
    [InlineData("code.zip")]
    [InlineData("code.tar.gz")]
    [InlineData("code.tgz")]
    public void An_archive_is_unpacked(string name)
    {
        Write("app/src/a.ts");
        if (name.EndsWith(".zip", StringComparison.Ordinal)) ZipFile.CreateFromDirectory(Full("app"), Full(name));
        else
        {
            using var gzip = new GZipStream(File.Create(Full(name)), CompressionLevel.Fastest);
            System.Formats.Tar.TarFile.CreateFromDirectory(Full("app"), gzip, includeBaseDirectory: false);
        }

        Assert.Equal(["src/a.ts"], Read(name).Files.Select(file => file.Path));
        Assert.Equal(["app/src/a.ts", $"{name}/src/a.ts"], Read(name, "app").Files.Select(file => file.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_path_that_does_not_exist_is_named()
    {
        Write("a.ts");
        var problems = new List<Problem>();

        Assert.Null(SubmittedPaths.Find([Full("a.ts"), "no/such", "neither"], Limits.Files, problems, TestContext.Current.CancellationToken));
        Assert.Equal(["no/such", "neither"], problems.Select(problem => problem.Pointer));
        Assert.All(problems, problem => Assert.Equal(SubmittedPaths.PathMissing, problem.Code));
    }

    [Fact]
    public void A_walk_ends_soon_after_the_limit_and_the_reader_says_why()
    {
        Write([.. Enumerable.Range(0, 30).Select(i => $"app/{i}/a.ts")]);
        var limits = Limits with { Files = 10 };
        var problems = new List<Problem>();
        var paths = SubmittedPaths.Find([Full("app")], limits.Files, problems, TestContext.Current.CancellationToken)!;
        var reader = new SubmissionReader(paths, limits);

        Assert.Empty(reader.Files(TestContext.Current.CancellationToken));
        Assert.Equal([SubmissionProblems.TooManyFiles], reader.Problems.Select(problem => problem.Code));
        Assert.Equal(11, paths.Entries(new Expansion(long.MaxValue)).Count());
    }

    private SubmissionManifest Read(params string[] arguments)
    {
        var problems = new List<Problem>();
        var paths = SubmittedPaths.Find([.. arguments.Select(Full)], Limits.Files, problems, TestContext.Current.CancellationToken);
        Assert.Empty(problems);
        var reader = new SubmissionReader(paths!, Limits);
        foreach (var _ in reader.Files(TestContext.Current.CancellationToken))
        {
        }

        Assert.Empty(reader.Problems);
        return reader.Manifest!;
    }

    private void Write(params string[] paths)
    {
        foreach (var path in paths)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Full(path))!);
            File.WriteAllText(Full(path), Code);
        }
    }

    private string Full(string path) => Path.Combine(_root, path);
}
