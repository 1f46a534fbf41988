using System.IO.Compression;
using System.IO.Hashing;

namespace Claudit.Bench.Fuzz.Archives;

/// <summary>
/// Writes zip archives (APPNOTE.TXT, 4.3) that are right but for what a draw says: sizes and checksums fit what they are of, so that a change
/// gets past the first check and meets the next.
/// </summary>
internal sealed class ZipBuilder(Random random)
{
    private const int Lie = 150;

    private readonly List<byte> _archive = [];
    private readonly List<byte> _directory = [];
    private int _entries;

    public static byte[] Next(Random random)
    {
        var builder = new ZipBuilder(random);
        for (var entries = random.Next(1, 6); entries > 0; entries--) builder.Add(EntryNames.Next(random), EntryContents.Next(random));
        return builder.End();
    }

    private void Add(byte[] name, byte[] content)
    {
        var method = random.Next(3) == 0 ? 0 : 8;
        var packed = method == 0 ? content : Deflate(content);
        var at = _archive.Count;
        var extra = Extra(content.Length, packed.Length, at);
        var comment = random.Next(20) == 0 ? EntryNames.Next(random) : [];
        // From the version that is needed to the sizes both records say the same.
        var common = new Fields(random).Add(2, 20).Add(2, random.Next(4) == 0 ? 0x800 : 0).Add(2, method).Add(4, 0x5A21_6000)
            .Add(4, Crc32.HashToUInt32(content)).Add(4, packed.Length).Add(4, content.Length).Add(2, name.Length).Add(2, extra.Length).Bytes;
        if (random.Next(Lie) != 0) _archive.AddRange("PK\u0003\u0004"u8);
        _archive.AddRange(common);
        _archive.AddRange(name);
        _archive.AddRange(extra);
        _archive.AddRange(packed);
        var attributes = random.Next(10) == 0 ? 0xA1FF_0000L : random.Next(20) == 0 ? 0x41ED_0010 : 0;
        _directory.AddRange("PK\u0001\u0002"u8);
        _directory.AddRange(new Fields(random).Add(2, 0x0314).Bytes);
        _directory.AddRange(common);
        _directory.AddRange(new Fields(random).Add(2, comment.Length).Add(2, 0).Add(2, 0).Add(4, attributes).Add(4, at).Bytes);
        _directory.AddRange(name);
        _directory.AddRange(extra);
        _directory.AddRange(comment);
        // Now and then a second name for the same bytes.
        if (random.Next(Lie) == 0) _directory.AddRange(_directory.ToArray());
        _entries++;
    }

    private byte[] End()
    {
        var at = _archive.Count;
        _archive.AddRange(_directory);
        if (random.Next(10) == 0)
        {
            var large = _archive.Count;
            _archive.AddRange("PK\u0006\u0006"u8);
            _archive.AddRange(new Fields(random).Add(8, 44).Add(2, 45).Add(2, 45).Add(4, 0).Add(4, 0).Add(8, _entries).Add(8, _entries).Add(8, _directory.Count).Add(8, at).Bytes);
            _archive.AddRange("PK\u0006\u0007"u8);
            _archive.AddRange(new Fields(random).Add(4, 0).Add(8, large).Add(4, 1).Bytes);
        }

        var comment = random.Next(10) == 0 ? EntryNames.Next(random) : [];
        _archive.AddRange("PK\u0005\u0006"u8);
        _archive.AddRange(new Fields(random).Add(2, 0).Add(2, 0).Add(2, _entries).Add(2, _entries).Add(4, _directory.Count).Add(4, at).Add(2, comment.Length).Bytes);
        _archive.AddRange(comment);
        return [.. _archive];
    }

    private byte[] Extra(long size, long packed, long at) => random.Next(12) switch
    {
        0 => [.. new Fields(random).Add(2, 1).Add(2, 24).Add(8, size).Add(8, packed).Add(8, at).Bytes],
        1 => [.. new Fields(random).Add(2, 0x7075).Add(2, 9).Add(1, 1).Add(4, 0).Add(4, 0x61).Bytes],
        2 => [.. new Fields(random).Add(2, 0x5455).Add(2, 5).Add(1, 1).Add(4, 0).Bytes],
        _ => [],
    };

    private static byte[] Deflate(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var deflate = new DeflateStream(stream, CompressionLevel.Fastest, leaveOpen: true)) deflate.Write(content);
        return stream.ToArray();
    }

    /// <summary>Numbers in little endian, a few of which are others.</summary>
    private sealed class Fields(Random random)
    {
        private static readonly long[] Others = [0, 1, 2, 8, 0xFF, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF, -2, long.MaxValue];

        private readonly List<byte> _bytes = [];

        public IReadOnlyList<byte> Bytes => _bytes;

        public Fields Add(int width, long value)
        {
            if (random.Next(Lie) == 0) value = random.Next(3) == 0 ? value + random.Next(-2, 3) : Others[random.Next(Others.Length)];
            for (var i = 0; i < width; i++) _bytes.Add((byte)(value >> (8 * i)));
            return this;
        }
    }
}
