namespace Claudit.Submissions;

/// <summary>The checksum of zip and gzip (RFC 1952, section 8) over all that was added.</summary>
internal struct Crc32()
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Remainders = [.. Enumerable.Range(0, 256).Select(value =>
    {
        var remainder = (uint)value;
        for (var bit = 0; bit < 8; bit++) remainder = (remainder >> 1) ^ ((remainder & 1) * Polynomial);
        return remainder;
    })];

    private uint _remainder = uint.MaxValue;

    public readonly uint Value => ~_remainder;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes) _remainder = (_remainder >> 8) ^ Remainders[(byte)(_remainder ^ value)];
    }
}
