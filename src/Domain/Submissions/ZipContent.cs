using System.IO.Hashing;

namespace Claudit.Submissions;

/// <summary>
/// A file of a zip archive, checked against its checksum when its end is reached: the framework does not, and cuts a file to a declared
/// size that is too small.
/// </summary>
internal sealed class ZipContent(Stream content, uint checksum, Expansion expansion) : ReadOnlyStream
{
    private readonly Crc32 _crc = new();

    public override int Read(Span<byte> buffer)
    {
        var read = content.Read(buffer);
        _crc.Append(buffer[..read]);
        if (read == 0 && buffer.Length > 0 && _crc.GetCurrentHashAsUInt32() != checksum) expansion.Fail("a file in it does not have its checksum");
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) content.Dispose();
        base.Dispose(disposing);
    }
}
