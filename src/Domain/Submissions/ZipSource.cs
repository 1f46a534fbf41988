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
            if (EndsWithItsDirectory()) return zip;
            zip.Dispose();
            expansion.Fail("something follows behind its end");
            return null;
        }
        catch (InvalidDataException)
        {
            zip?.Dispose();
            expansion.Fail("it is not a zip archive, or a damaged one");
            return null;
        }
    }

    /// <summary>Whether the record that ends an archive, with its comment, reaches to the last byte: the framework takes whatever follows it.</summary>
    private bool EndsWithItsDirectory()
    {
        const int recordLength = 22;
        var tail = new byte[Math.Min(archive.Length, recordLength + ushort.MaxValue)];
        archive.Position = archive.Length - tail.Length;
        archive.ReadExactly(tail);
        var record = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        return record >= 0 && record + recordLength <= tail.Length
            && record + recordLength + BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(record + recordLength - sizeof(ushort))) == tail.Length;
    }

    private static Stream Open(ZipArchiveEntry entry, Expansion expansion)
    {
        if (entry.IsEncrypted)
        {
            expansion.Fail("it holds encrypted files");
            return Stream.Null;
        }

        try
        {
            return new ZipContent(expansion.Count(entry.Open()), entry.Crc32, expansion);
        }
        catch (InvalidDataException)
        {
            expansion.Fail("it is damaged, or compressed in a way that is not supported (use deflate)");
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
