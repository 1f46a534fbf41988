using System.Globalization;
using System.Text;
using Claudit.Bench.Fuzz.Mutation;

namespace Claudit.Bench.Fuzz.Archives;

/// <summary>Writes tar archives (POSIX.1-2017, pax) with a few lies, and makes the checksum of every header right in the end.</summary>
internal sealed class TarBuilder(Random random)
{
    private const int Block = 512;
    private const int Lie = 30;
    private const string Types = "0000000\0" + "5123467xLKSgV";

    private static readonly string[] Keys = ["path", "linkpath", "size", "mtime", "GNU.sparse.name", "SCHILY.xattr", ""];
    private static readonly string[] Sizes = ["0", "-1", "1", "99999", "18446744073709551616", "9223372036854775807", "x", ""];
    private static readonly Mutator Mutator = new(EntryNames.Tokens, EntryNames.Tokens, 3_000, isText: false);

    private readonly List<byte> _archive = [];

    public static byte[] Next(Random random)
    {
        var builder = new TarBuilder(random);
        for (var entries = random.Next(1, 6); entries > 0; entries--) builder.Add();
        if (random.Next(4) != 0) builder._archive.AddRange(new byte[2 * Block]);
        if (random.Next(Lie) == 0) builder._archive.AddRange(EntryContents.Next(random));
        return [.. builder._archive];
    }

    private void Add()
    {
        if (random.Next(5) == 0) Add((byte)'x', "pax"u8.ToArray(), Attributes());
        if (random.Next(10) == 0) Add((byte)"LK"[random.Next(2)], "././@LongLink"u8.ToArray(), [.. EntryNames.Next(random), 0]);
        Add((byte)Types[random.Next(Types.Length)], EntryNames.Next(random), EntryContents.Next(random));
    }

    private void Add(byte type, byte[] name, byte[] content)
    {
        var header = new byte[Block];
        Write(header.AsSpan(0, 100), name);
        "0000644\0"u8.CopyTo(header.AsSpan(100));
        var size = random.Next(Lie) == 0 ? Sizes[random.Next(Sizes.Length)] : Convert.ToString(content.Length, 8).PadLeft(11, '0');
        Write(header.AsSpan(124, 12), Encoding.ASCII.GetBytes(size));
        header[156] = type;
        if (type is (byte)'1' or (byte)'2') Write(header.AsSpan(157, 100), EntryNames.Next(random));
        (random.Next(3) == 0 ? "ustar  \0"u8 : "ustar\0"u8).CopyTo(header.AsSpan(257));
        if (random.Next(6) == 0) Write(header.AsSpan(345, 155), EntryNames.Next(random));
        for (var lies = random.Next(Lie) == 0 ? 3 : 0; lies > 0; lies--) header[random.Next(Block)] = (byte)random.Next(256);
        if (random.Next(4 * Lie) != 0) SetChecksum(header);
        _archive.AddRange(header);
        _archive.AddRange(content);
        if (random.Next(2 * Lie) != 0) _archive.AddRange(new byte[(Block - content.Length % Block) % Block]);
    }

    /// <summary>Lines <c>length key=value</c>.</summary>
    private byte[] Attributes()
    {
        var text = new List<byte>();
        for (var lines = random.Next(1, 4); lines > 0; lines--)
        {
            var key = Keys[random.Next(Keys.Length)];
            byte[] line = [.. Encoding.ASCII.GetBytes($" {key}="), .. key == "size" ? Encoding.ASCII.GetBytes(Sizes[random.Next(Sizes.Length)]) : EntryNames.Next(random), (byte)'\n'];
            var length = line.Length + 2;
            while (length.ToString(CultureInfo.InvariantCulture).Length + line.Length > length) length++;
            if (random.Next(Lie) == 0) length += random.Next(-3, 4);
            text.AddRange(Encoding.ASCII.GetBytes(length.ToString(CultureInfo.InvariantCulture)));
            text.AddRange(line);
        }

        return random.Next(6) == 0 ? Mutator.Mutate([.. text], random) : [.. text];
    }

    private static void Write(Span<byte> field, byte[] value) => value.AsSpan(0, Math.Min(field.Length, value.Length)).CopyTo(field);

    private static void SetChecksum(byte[] header)
    {
        header.AsSpan(148, 8).Fill((byte)' ');
        Encoding.ASCII.GetBytes(Convert.ToString(header.Sum(value => value), 8).PadLeft(6, '0')).CopyTo(header, 148);
        header[154] = 0;
    }
}
