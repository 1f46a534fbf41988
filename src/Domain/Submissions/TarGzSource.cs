using System.IO.Compression;

namespace Claudit.Submissions;

/// <summary>The files of a tar archive compressed with gzip.</summary>
/// <param name="archive">Seekable; the caller disposes it.</param>
public sealed class TarGzSource(Stream archive) : SubmissionSource
{
    public override IEnumerable<SubmittedEntry> Entries(Expansion expansion)
    {
        archive.Position = 0;
        // All that is unpacked counts, also what is passed over: it costs the same time.
        using var tar = expansion.Count(new GZipStream(archive, CompressionMode.Decompress, leaveOpen: true));
        foreach (var entry in TarReader.Entries(tar, expansion)) yield return entry;
    }
}
