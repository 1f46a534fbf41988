using System.Buffers.Binary;
using System.IO.Compression;
using Xunit;

namespace Claudit.Submissions;

public sealed class ZipSourceTests
{
    private const string Code = "export const rate = 3;\n";

    [Fact]
    public void Its_files_are_read_and_folders_are_none()
    {
        var zip = Reading.Zip(("src/", ""), ("src/a.ts", Code), (@"src\b.ts", Code));
        Assert.Equal(["src/a.ts", "src/b.ts"], Reading.Of(new ZipSource(zip)).Audited);
    }

    [Theory]
    [InlineData("../a.ts", SubmissionProblems.PathClimbs)]
    [InlineData("/a.ts", SubmissionProblems.PathAbsolute)]
    [InlineData("C:/a.ts", SubmissionProblems.PathAbsolute)]
    [InlineData("OK.ts", SubmissionProblems.PathRepeated)]
    [InlineData("ok.ts", SubmissionProblems.PathRepeated)]
    [InlineData("lib/inner.zip", SubmissionProblems.ArchiveNested)]
    [InlineData("inner.TAR.GZ", SubmissionProblems.ArchiveNested)]
    public void One_bad_entry_refuses_it(string path, string code)
    {
        var reading = Reading.Of(new ZipSource(Reading.Zip(("ok.ts", Code), (path, Code))));
        Assert.Equal([code], reading.Codes);
        Assert.Equal(path, reading.Problems[0].Pointer);
    }

    [Fact]
    public void An_archive_in_a_skipped_folder_is_skipped_with_it()
    {
        var reading = Reading.Of(new ZipSource(Reading.Zip(("a.ts", Code), ("node_modules/x/data.zip", "PK"), ("gradle/wrapper.jar", "PK"))));
        Assert.Equal(["gradle/wrapper.jar: binary", "node_modules/: vendored"], reading.Skipped);
    }

    [Fact]
    public void A_link_within_it_is_listed_and_one_that_leaves_it_is_refused()
    {
        Assert.Equal(["docs/link.ts: link"], Reading.Of(new ZipSource(WithLink("docs/link.ts", "../a.ts"))).Skipped);
        Assert.Equal([SubmissionProblems.LinkRefused], Reading.Of(new ZipSource(WithLink("link.ts", "../../etc/passwd"))).Codes);
        Assert.Equal([SubmissionProblems.LinkRefused], Reading.Of(new ZipSource(WithLink("link.ts", "/etc/passwd"))).Codes);
    }

    [Fact]
    public void A_bomb_is_stopped_by_what_it_expands_to()
    {
        var zip = Reading.Zip(("a.ts", Code), ("bomb.ts", new string('a', 8 << 20)));
        Assert.True(zip.Length < 20_000);

        var reading = Reading.Of(new ZipSource(zip), new SubmissionLimits { ExpandedBytes = 1 << 20, FileBytes = 4 << 20 });
        Assert.Equal([SubmissionProblems.ExpandedTooLarge], reading.Codes);
        Assert.Contains("1 MiB", reading.Problems[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(0)]
    [InlineData(uint.MaxValue - 1)]
    public void A_declared_size_that_lies_neither_lets_a_bomb_in_nor_cuts_a_file_unseen(uint size)
    {
        var bomb = Reading.Zip(("bomb.ts", new string('a', 8 << 20)));
        DeclareSize(bomb, size);
        var reading = Reading.Of(new ZipSource(bomb), new SubmissionLimits { ExpandedBytes = 1 << 20, FileBytes = 4 << 20 });
        Assert.Contains(Assert.Single(reading.Codes), (string[])[SubmissionProblems.ExpandedTooLarge, SubmissionProblems.ArchiveMalformed]);

        var small = Reading.Zip(("a.ts", new string('a', 100)));
        DeclareSize(small, size);
        Assert.Equal([SubmissionProblems.ArchiveMalformed], Reading.Of(new ZipSource(small)).Codes);
    }

    [Fact]
    public void A_file_with_another_checksum_than_declared_refuses_it_with_what_is_wrong()
    {
        var zip = Reading.Zip(("a.ts", Code), ("b.ts", Code));
        var bytes = zip.GetBuffer().AsSpan(0, (int)zip.Length);
        bytes[bytes.LastIndexOf((ReadOnlySpan<byte>)[0x50, 0x4B, 1, 2]) + 16] ^= 1;

        Assert.Equal("The archive cannot be read: 'b.ts' does not have its checksum. Pack it again.", Assert.Single(Reading.Of(new ZipSource(zip)).Problems).Message);
    }

    [Fact]
    public void A_gitignore_that_comes_last_counts_for_all()
    {
        var zip = Reading.Zip(("gen/a.ts", Code), ("b.ts", Code), (".gitignore", "gen/\n"));
        Assert.Equal(["gen/: ignored by .gitignore"], Reading.Of(new ZipSource(zip)).Skipped);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("This is a text and no archive.")]
    public void What_is_no_zip_archive_is_refused(string content)
    {
        var reading = Reading.Of(new ZipSource(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content))));
        Assert.Equal([SubmissionProblems.ArchiveMalformed], reading.Codes);
    }

    [Theory]
    [InlineData("j")]
    [InlineData("junk")]
    [InlineData("PK\u0005\u0006 and more than the record of an end would have")]
    public void One_that_goes_on_behind_its_end_is_refused(string junk)
    {
        byte[] bytes = [.. Reading.Zip(("a.ts", Code)).ToArray(), .. System.Text.Encoding.ASCII.GetBytes(junk)];
        Assert.Equal([SubmissionProblems.ArchiveMalformed], Reading.Of(new ZipSource(new MemoryStream(bytes))).Codes);
    }

    [Fact]
    public void One_with_a_comment_is_read()
    {
        var stream = Reading.Zip(("a.ts", Code));
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true)) zip.Comment = "release 4";
        Assert.Equal(["a.ts"], Reading.Of(new ZipSource(new MemoryStream(stream.ToArray()))).Audited);
    }

    [Fact]
    public void A_damaged_archive_is_read_or_refused_but_never_throws()
    {
        var whole = Reading.Zip(("src/a.ts", Code), (".gitignore", "*.log"), ("b.py", string.Concat(Enumerable.Repeat("x = 1\n", 400)))).ToArray();
        var random = new Random(11);
        for (var round = 0; round < 3_000; round++)
        {
            var damaged = whole[..(round % 5 == 0 ? random.Next(whole.Length) : whole.Length)];
            for (var i = random.Next(1, 5); i > 0 && damaged.Length > 0; i--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            var reading = Reading.Of(new ZipSource(new MemoryStream(damaged)), new SubmissionLimits { ExpandedBytes = 1 << 20 });
            Assert.True(reading.Manifest is not null ^ reading.Problems.Count > 0);
        }
    }

    private static MemoryStream WithLink(string path, string target)
    {
        var stream = Reading.Zip(("a.ts", Code));
        using var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true);
        var entry = zip.CreateEntry(path);
        entry.ExternalAttributes = unchecked((int)0xA1FF0000);
        using var content = entry.Open();
        content.Write(System.Text.Encoding.UTF8.GetBytes(target));
        return stream;
    }

    /// <summary>Overwrites the uncompressed size in the local header and in the central directory.</summary>
    private static void DeclareSize(MemoryStream zip, uint size)
    {
        var bytes = zip.GetBuffer().AsSpan(0, (int)zip.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[22..], size);
        var central = bytes.IndexOf((ReadOnlySpan<byte>)[0x50, 0x4B, 1, 2]);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[(central + 24)..], size);
    }
}
