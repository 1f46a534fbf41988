namespace Claudit.Submissions;

/// <summary>The files of a tar archive compressed with gzip.</summary>
/// <param name="archive">Seekable; the caller disposes it.</param>
public sealed class TarGzSource(Stream archive) : SubmissionSource
{
    /// <summary>Headers and small files are read by a few hundred bytes.</summary>
    private const int BufferBytes = 64 << 10;

    public override IEnumerable<SubmittedEntry> Entries(Expansion expansion)
    {
        archive.Position = 0;
        // All that is unpacked counts, also what is passed over: it costs the same time.
        using var tar = expansion.Count(new BufferedStream(new GzipContent(archive, expansion), BufferBytes));
        foreach (var entry in TarReader.Entries(tar, expansion)) yield return entry;
        if (!expansion.Failed) ReadToEnd(tar, expansion);
    }

    /// <summary>Behind the archive's end: the checksum stands at the end of what is compressed, and only zeros may come before it.</summary>
    private static void ReadToEnd(Stream tar, Expansion expansion)
    {
        var buffer = new byte[64 << 10];
        for (int read; (read = tar.Read(buffer)) > 0;)
        {
            if (!buffer.AsSpan(0, read).ContainsAnyExcept((byte)0)) continue;
            expansion.Fail("something follows behind its end");
            return;
        }
    }
}
