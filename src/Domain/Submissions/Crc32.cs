using System.Buffers.Binary;

namespace Claudit.Submissions;

/// <summary>The checksum of zip and gzip (RFC 1952, section 8) over all that was added.</summary>
internal struct Crc32()
{
    private const uint Polynomial = 0xEDB88320;

    /// <summary>Bytes that are added at once.</summary>
    private const int Slice = 8;

    /// <summary>What is left of each byte value that is followed by so many zero bytes: by zeros, then by value.</summary>
    private static readonly uint[][] Remainders = MakeRemainders();

    private uint _remainder = uint.MaxValue;

    public readonly uint Value => ~_remainder;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var (tables, remainder) = (Remainders, _remainder);
        for (; bytes.Length >= Slice; bytes = bytes[Slice..])
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ remainder;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            remainder = tables[7][(byte)low] ^ tables[6][(byte)(low >> 8)] ^ tables[5][(byte)(low >> 16)] ^ tables[4][low >> 24]
                ^ tables[3][(byte)high] ^ tables[2][(byte)(high >> 8)] ^ tables[1][(byte)(high >> 16)] ^ tables[0][high >> 24];
        }

        foreach (var value in bytes) remainder = (remainder >> 8) ^ tables[0][(byte)(remainder ^ value)];
        _remainder = remainder;
    }

    private static uint[][] MakeRemainders()
    {
        var tables = new uint[Slice][];
        for (var zeros = 0; zeros < Slice; zeros++)
        {
            tables[zeros] = new uint[256];
            for (var value = 0; value < 256; value++)
            {
                var remainder = zeros == 0 ? (uint)value : tables[zeros - 1][value];
                for (var bit = 0; bit < 8; bit++) remainder = (remainder >> 1) ^ ((remainder & 1) * Polynomial);
                tables[zeros][value] = remainder;
            }
        }

        return tables;
    }
}
