namespace Claudit.Submissions;

/// <summary>
/// A file of a zip archive, checked against its checksum when its end is reached: the framework does not, and cuts a file to a declared
/// size that is too small.
/// </summary>
internal sealed class ZipContent(Stream content, uint checksum, Expansion expansion) : ReadOnlyStream
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Remainders = [.. Enumerable.Range(0, 256).Select(value =>
    {
        var remainder = (uint)value;
        for (var bit = 0; bit < 8; bit++) remainder = (remainder >> 1) ^ ((remainder & 1) * Polynomial);
        return remainder;
    })];

    private uint _remainder = uint.MaxValue;

    public override int Read(Span<byte> buffer)
    {
        var read = content.Read(buffer);
        foreach (var value in buffer[..read]) _remainder = (_remainder >> 8) ^ Remainders[(byte)(_remainder ^ value)];
        if (read == 0 && buffer.Length > 0 && ~_remainder != checksum) expansion.Fail("a file in it does not have its checksum");
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) content.Dispose();
        base.Dispose(disposing);
    }
}
