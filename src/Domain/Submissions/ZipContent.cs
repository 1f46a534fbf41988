using System.IO.Compression;
using System.IO.Hashing;

namespace Claudit.Submissions;

/// <summary>
/// A file of a zip archive, checked against its checksum and size when its end is reached: the framework does not, and cuts a file to a
/// declared size that is too small.
/// </summary>
internal sealed class ZipContent(Stream content, ZipArchiveEntry entry, Expansion expansion) : ReadOnlyStream
{
    private readonly Crc32 _crc = new();
    private long _read;

    public override int Read(Span<byte> buffer)
    {
        var read = content.Read(buffer);
        _crc.Append(buffer[..read]);
        _read += read;
        if (read == 0 && buffer.Length > 0 && Lie() is { } what) expansion.Fail($"'{SubmissionPath.Shown(entry.FullName)}' does not have its {what}");
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) content.Dispose();
        base.Dispose(disposing);
    }

    private string? Lie() => _crc.GetCurrentHashAsUInt32() != entry.Crc32 ? "checksum" : _read != entry.Length ? "size" : null;
}
