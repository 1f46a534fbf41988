namespace Claudit.Bench.Fuzz.Archives;

/// <summary>Gives less than it is asked for, as files and networks may.</summary>
internal sealed class TricklingStream(byte[] content) : MemoryStream(content, writable: false)
{
    private const int Most = 61;

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(Most, buffer.Length)]);

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(Most, count));
}
