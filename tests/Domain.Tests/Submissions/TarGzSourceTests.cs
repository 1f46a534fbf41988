using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Xunit;

namespace Claudit.Submissions;

public sealed class TarGzSourceTests
{
    private const string Code = "export const rate = 3;\n";

    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Its_files_are_read_in_every_format(TarEntryFormat format)
    {
        var reading = Reading.Of(new TarGzSource(Reading.TarGz(format, ("a.ts", Code), ("src/b.ts", string.Concat(Enumerable.Repeat(Code, 100))))));

        Assert.Equal(["a.ts", "src/b.ts"], reading.Audited);
        Assert.Equal(Code, reading.Files[0].Text);
        Assert.Equal(100, reading.Manifest!.Files[1].Lines);
    }

    [Theory]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Long_names_are_read_whole(TarEntryFormat format)
    {
        var path = string.Join('/', Enumerable.Repeat("quite-a-long-name-of-a-folder", 5)) + "/usage.ts";
        Assert.Equal([path], Reading.Of(new TarGzSource(Reading.TarGz(format, (path, Code)))).Audited);
    }

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Names_beyond_ASCII_are_read(TarEntryFormat format) =>
        Assert.Equal(["größe/消費.ts"], Reading.Of(new TarGzSource(Reading.TarGz(format, ("größe/消費.ts", Code)))).Audited);

    [Theory]
    [InlineData("../a.ts", SubmissionProblems.PathClimbs)]
    [InlineData("/a.ts", SubmissionProblems.PathAbsolute)]
    [InlineData("OK.ts", SubmissionProblems.PathRepeated)]
    [InlineData("ok.ts", SubmissionProblems.PathRepeated)]
    [InlineData("inner.tgz", SubmissionProblems.ArchiveNested)]
    public void One_bad_entry_refuses_it(string path, string code) =>
        Assert.Equal([code], Reading.Of(new TarGzSource(Reading.TarGz(("ok.ts", Code), (path, Code)))).Codes);

    [Fact]
    public void Links_within_it_and_special_files_are_listed_and_a_link_that_leaves_it_is_refused()
    {
        var inside = Reading.TarGz(TarEntryFormat.Pax, tar =>
        {
            tar.WriteEntry(Reading.TarFile(TarEntryFormat.Pax, "a.ts", Code));
            tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "docs"));
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "docs/link.ts") { LinkName = "../a.ts" });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.HardLink, "hard.ts") { LinkName = "a.ts" });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.Fifo, "pipe"));
        });
        Assert.Equal(["docs/link.ts: link", "hard.ts: link", "pipe: special file"], Reading.Of(new TarGzSource(inside)).Skipped);

        var outside = Reading.TarGz(TarEntryFormat.Gnu, tar =>
            tar.WriteEntry(new GnuTarEntry(TarEntryType.SymbolicLink, "link.ts") { LinkName = "../../etc/passwd" }));
        Assert.Equal([SubmissionProblems.LinkRefused], Reading.Of(new TarGzSource(outside)).Codes);
    }

    [Fact]
    public void A_bomb_is_stopped_by_what_it_expands_to_even_in_a_skipped_file()
    {
        var tar = Reading.TarGz(("a.ts", Code), ("node_modules/bomb.js", new string('a', 8 << 20)));
        Assert.True(tar.Length < 20_000);

        var reading = Reading.Of(new TarGzSource(tar), new SubmissionLimits { ExpandedBytes = 1 << 20 });
        Assert.Equal([SubmissionProblems.ExpandedTooLarge], reading.Codes);
    }

    [Fact]
    public void A_gitignore_that_comes_last_counts_for_all()
    {
        var tar = Reading.TarGz(("gen/a.ts", Code), ("b.ts", Code), (".gitignore", "gen/\n"));
        Assert.Equal(["gen/: ignored by .gitignore"], Reading.Of(new TarGzSource(tar)).Skipped);
    }

    [Fact]
    public void An_archive_that_ends_early_is_refused()
    {
        var tar = new MemoryStream();
        using (var gzip = new GZipStream(Reading.TarGz(("a.ts", new string('a', 5_000)), ("b.ts", Code)).Rewound(), CompressionMode.Decompress))
            gzip.CopyTo(tar);

        // Behind the two header blocks and in the middle of the first file's 5,000 bytes.
        Assert.Equal([SubmissionProblems.ArchiveMalformed], Reading.Of(new TarGzSource(Compressed(tar.ToArray()[..3_000]))).Codes);
    }

    [Theory]
    [InlineData("checksum", "its checksum does not match its content: it is damaged or cut short")]
    [InlineData("length", "its checksum does not match its content: it is damaged or cut short")]
    [InlineData("cut by a byte", "its checksum does not match its content: it is damaged or cut short")]
    [InlineData("cut within the data", "its checksum does not match its content: it is damaged or cut short")]
    [InlineData("text behind it", "something follows behind its end")]
    [InlineData("text behind it, and a copy of its end", "something follows behind its end")]
    [InlineData("text behind the tar", "something follows behind its end")]
    [InlineData("no gzip", "it is not compressed with gzip")]
    public void An_archive_whose_end_is_not_its_own_is_refused_with_what_is_wrong(string fault, string reason)
    {
        var whole = Reading.TarGz(("a.ts", Code), ("b.ts", string.Concat(Enumerable.Range(0, 5_000).Select(line => $"f({line});\n")))).ToArray();
        var broken = fault switch
        {
            "checksum" => Changed(whole, 8),
            "length" => Changed(whole, 1),
            "cut by a byte" => whole[..^1],
            "cut within the data" => whole[..^3_000],
            "text behind it" => [.. whole, .. "more"u8],
            "text behind it, and a copy of its end" => [.. whole, .. "more"u8, .. whole[^8..]],
            "text behind the tar" => Compressed([.. Unpacked(whole), .. "more"u8]).ToArray(),
            _ => [.. "x"u8, .. whole],
        };

        Assert.Equal($"The archive cannot be read: {reason}. Pack it again.", Assert.Single(Reading.Of(new TarGzSource(new MemoryStream(broken))).Problems).Message);
    }

    [Fact]
    public void What_other_programs_write_around_the_data_is_read()
    {
        var whole = Reading.TarGz(("a.ts", Code), ("b.ts", string.Concat(Enumerable.Range(0, 5_000).Select(line => $"f({line});\n")))).ToArray();
        var tar = Unpacked(whole);
        byte[] named = [.. whole[..3], 4 + 8 + 16 + 2, .. whole[4..10], 3, 0, 1, 2, 3, .. "name\0"u8, .. "comment\0"u8, 9, 9, .. whole[10..]];
        byte[] inParts = [.. Compressed(tar[..700]).ToArray(), .. Compressed([]).ToArray(), .. Compressed(tar[700..]).ToArray()];

        foreach (var archive in new[] { whole, named, inParts, [.. whole, .. new byte[10_000]] })
            Assert.Equal(["a.ts", "b.ts"], Reading.Of(new TarGzSource(new MemoryStream(archive))).Audited);
    }

    [Fact]
    public void An_archive_in_countless_parts_is_refused()
    {
        byte[] part = Compressed(new byte[1]).ToArray(), countless = [.. Enumerable.Repeat(part, 30_000).SelectMany(bytes => bytes)];
        Assert.Contains("more than 20000 parts", Assert.Single(Reading.Of(new TarGzSource(new MemoryStream(countless))).Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_declares_a_huge_record_is_refused_without_reading_it()
    {
        var header = new byte[512];
        "x"u8.CopyTo(header);
        "77777777777"u8.CopyTo(header.AsSpan(124));
        header[156] = (byte)'x';
        var sum = 8 * ' ' + header.Sum(value => value);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0')).CopyTo(header.AsSpan(148));

        Assert.Equal([SubmissionProblems.ArchiveMalformed], Reading.Of(new TarGzSource(Compressed(header))).Codes);
    }

    [Fact]
    public void What_is_no_archive_is_refused()
    {
        Assert.Equal([SubmissionProblems.ArchiveMalformed], Reading.Of(new TarGzSource(new MemoryStream("no gzip at all"u8.ToArray()))).Codes);
        Assert.Equal([SubmissionProblems.ArchiveMalformed], Reading.Of(new TarGzSource(Compressed("a text in gzip"u8.ToArray()))).Codes);
        Assert.Equal([SubmissionProblems.NothingAuditable], Reading.Of(new TarGzSource(Compressed(new byte[1_024]))).Codes);
    }

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void A_damaged_archive_is_read_or_refused_but_never_throws(TarEntryFormat format)
    {
        var compressed = Reading.TarGz(format, ("src/a.ts", Code), (new string('b', 120) + ".py", "x = 1\n"), (".gitignore", "*.log"));
        var tar = new MemoryStream();
        using (var gzip = new GZipStream(compressed.Rewound(), CompressionMode.Decompress, leaveOpen: true)) gzip.CopyTo(tar);
        var (packed, plain) = (compressed.ToArray(), tar.ToArray());
        var random = new Random(5);
        for (var round = 0; round < 1_500; round++)
        {
            var damaged = (round % 2 == 0 ? packed : plain).ToArray();
            for (var i = random.Next(1, 4); i > 0; i--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            if (round % 7 == 0) damaged = damaged[..random.Next(damaged.Length)];
            // The checksum is mended, so that the damage reaches what is behind it.
            if (round % 2 == 1) MendChecksums(damaged);
            var reading = Reading.Of(new TarGzSource(round % 2 == 0 ? new MemoryStream(damaged) : Compressed(damaged)), new SubmissionLimits { ExpandedBytes = 1 << 20 });
            Assert.True(reading.Manifest is not null ^ reading.Problems.Count > 0);
        }
    }

    private static void MendChecksums(byte[] tar)
    {
        for (var at = 0; at + 512 <= tar.Length; at += 512)
        {
            var header = tar.AsSpan(at, 512);
            if (header[0] == 0) continue;
            var sum = 8 * ' ';
            for (var i = 0; i < 512; i++)
                if (i is < 148 or >= 156) sum += header[i];
            Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0')).CopyTo(header[148..]);
            (header[154], header[155]) = (0, (byte)' ');
        }
    }

    private static byte[] Changed(byte[] bytes, int fromEnd)
    {
        var changed = bytes.ToArray();
        changed[^fromEnd] ^= 1;
        return changed;
    }

    private static byte[] Unpacked(byte[] archive)
    {
        var tar = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress)) gzip.CopyTo(tar);
        return tar.ToArray();
    }

    private static MemoryStream Compressed(byte[] tar)
    {
        var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionMode.Compress, leaveOpen: true)) gzip.Write(tar);
        return stream;
    }
}

internal static class Streams
{
    public static MemoryStream Rewound(this MemoryStream stream)
    {
        stream.Position = 0;
        return stream;
    }
}
