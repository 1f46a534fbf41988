using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Claudit.Submissions;

/// <summary>The files of a zip archive.</summary>
/// <param name="archive">Seekable; the caller disposes it.</param>
public sealed class ZipSource(Stream archive) : SubmissionSource
{
    private const int LinkTargetBytes = 4_096;
    private const int UnixFileType = 0xF000;
    private const int UnixLink = 0xA000;

    public override IEnumerable<SubmittedEntry> Entries(Expansion expansion)
    {
        using var zip = Open(expansion);
        if (zip is null) yield break;
        foreach (var entry in zip.Entries)
        {
            if (expansion.Failed) yield break;
            if (entry.FullName.EndsWith('/') || entry.FullName.EndsWith('\\')) continue;
            var isLink = ((entry.ExternalAttributes >> 16) & UnixFileType) == UnixLink;
            yield return new SubmittedEntry(entry.FullName, () => Open(entry, expansion))
            {
                LinkTarget = isLink ? LinkTarget(entry, expansion) : null,
            };
        }
    }

    private ZipArchive? Open(Expansion expansion)
    {
        ZipArchive? zip = null;
        try
        {
            archive.Position = 0;
            zip = new ZipArchive(archive, ZipArchiveMode.Read, leaveOpen: true);
            // Reads the central directory, and with it most of what can be damaged.
            _ = zip.Entries;
            if ((FaultOfEnd() ?? FaultOf(zip)) is not { } fault) return zip;
            zip.Dispose();
            expansion.Fail(fault);
            return null;
        }
        catch (InvalidDataException)
        {
            zip?.Dispose();
            expansion.Fail("it is not a zip archive, or a damaged one");
            return null;
        }
    }

    /// <summary>
    /// The record that ends an archive stands behind the directory and reaches, with its comment, to the last byte: the framework takes
    /// whatever follows either.
    /// </summary>
    private string? FaultOfEnd()
    {
        const int recordLength = 22;
        const int largeLength = 20;
        const string goesOn = "something follows behind its end";
        var tail = new byte[Math.Min(archive.Length, recordLength + ushort.MaxValue)];
        archive.Position = archive.Length - tail.Length;
        archive.ReadExactly(tail);
        var record = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (record < 0 || record + recordLength > tail.Length) return goesOn;
        var end = tail.AsSpan(record, recordLength);
        if (record + recordLength + BinaryPrimitives.ReadUInt16LittleEndian(end[20..]) != tail.Length) return goesOn;
        // A large archive has records of its own between its directory and this one.
        if (record >= largeLength && tail.AsSpan(record - largeLength).StartsWith("PK\u0006\u0007"u8)) return null;
        var directoryEnd = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]) + (long)BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        return directoryEnd == archive.Length - tail.Length + record ? null : "its directory is not where its end says";
    }

    /// <summary>Each file has its own bytes, and a record before them and one in the directory. Bombs have one file under many names.</summary>
    private string? FaultOf(ZipArchive zip)
    {
        const int records = 30 + 46;
        // Of what is declared, two files may be longer than any number that counts bytes.
        return zip.Entries.Sum(entry => (double)entry.CompressedLength + records + 2 * entry.FullName.Length) > archive.Length ? "its files overlap" : null;
    }

    private static Stream Open(ZipArchiveEntry entry, Expansion expansion)
    {
        var name = SubmissionPath.Shown(entry.FullName);
        if (entry.IsEncrypted)
        {
            expansion.Fail($"'{name}' is encrypted");
            return Stream.Null;
        }

        try
        {
            return new ZipContent(expansion.Count(entry.Open(), $"the compressed data of '{name}' is damaged"), entry, expansion);
        }
        catch (InvalidDataException)
        {
            expansion.Fail($"'{name}' is damaged, or compressed in a way that is not supported (use deflate)");
            return Stream.Null;
        }
    }

    private static string LinkTarget(ZipArchiveEntry entry, Expansion expansion)
    {
        using var content = Open(entry, expansion);
        var target = new byte[LinkTargetBytes];
        return Encoding.UTF8.GetString(target, 0, content.ReadAtLeast(target, target.Length, throwOnEndOfStream: false));
    }
}
