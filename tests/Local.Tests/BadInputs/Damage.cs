using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Claudit.Api;

namespace Claudit.BadInputs;

/// <summary>Archives that no honest program writes.</summary>
internal static class Damage
{
    /// <summary>The record before each file of a zip archive.</summary>
    public const string FileRecord = "PK\u0003\u0004";

    /// <summary>The record of each file in a zip archive's directory.</summary>
    public const string DirectoryRecord = "PK\u0001\u0002";

    /// <summary>The record at a zip archive's end.</summary>
    public const string EndRecord = "PK\u0005\u0006";

    /// <summary>The archive with other bytes at a place of its last record of a kind.</summary>
    public static byte[] Set(this byte[] zip, string record, int at, params byte[] value)
    {
        var changed = zip.ToArray();
        value.CopyTo(changed, changed.AsSpan().LastIndexOf(Encoding.Latin1.GetBytes(record)) + at);
        return changed;
    }

    /// <summary>The size of the only file, in both of its records.</summary>
    public static byte[] DeclareSize(this byte[] zip, uint size) =>
        zip.Set(FileRecord, 22, BitConverter.GetBytes(size)).Set(DirectoryRecord, 24, BitConverter.GetBytes(size));

    /// <summary>A zip archive with one link.</summary>
    public static byte[] ZipLink(string path, string target) =>
        Archives.Zip(("a.ts", "f()\n"), (path, target)).Set(DirectoryRecord, 38, BitConverter.GetBytes(0xA1FF0000));

    /// <summary>So many names for a file that stands in the archive once.</summary>
    public static byte[] ZipOverlap(int names) => ZipOfDirectory(names, entry => entry);

    /// <summary>Two files, each of which is declared to be as long as a number can say.</summary>
    public static byte[] ZipOfGiants()
    {
        byte[] longest = BitConverter.GetBytes(long.MaxValue), lengths = [1, 0, 16, 0, .. longest, .. longest];
        return ZipOfDirectory(2, entry => [.. entry.Set(DirectoryRecord, 20, [.. Enumerable.Repeat((byte)0xFF, 8)]).Set(DirectoryRecord, 30, (byte)lengths.Length, 0), .. lengths]);
    }

    private static byte[] ZipOfDirectory(int names, Func<byte[], byte[]> change)
    {
        var one = Archives.Zip(("0.ts", string.Concat(Enumerable.Repeat("call()\n", 100))));
        var start = one.AsSpan().IndexOf(Encoding.Latin1.GetBytes(DirectoryRecord));
        var entry = one[start..one.AsSpan().LastIndexOf(Encoding.Latin1.GetBytes(EndRecord))];
        var directory = Enumerable.Range(0, names).SelectMany(name => change(entry.Set(DirectoryRecord, 46, (byte)('0' + name)))).ToArray();
        byte[] count = [(byte)names, 0];
        return [.. one[..start], .. directory, .. one[(start + entry.Length)..].Set(EndRecord, 8, [.. count, .. count, .. BitConverter.GetBytes(directory.Length)])];
    }

    public static byte[] Gzip(params byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(content);
        return stream.ToArray();
    }

    public static byte[] TarGz(params TarEntry[] entries)
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true))
            foreach (var entry in entries) writer.WriteEntry(entry);
        return Gzip(tar.ToArray());
    }

    public static byte[] TarLink(TarEntryType type, string path, string target) => TarGz(File("a.ts"), new PaxTarEntry(type, path) { LinkName = target });

    public static PaxTarEntry File(string path) => new(TarEntryType.RegularFile, path) { DataStream = new MemoryStream("f()\n"u8.ToArray()) };

    /// <summary>A tar archive of one entry, whose header says what it is told to.</summary>
    public static byte[] RawTar(string name, byte type = (byte)'0', string size = "00000000004", string content = "f()\n", string? checksum = null, byte[]? binarySize = null)
    {
        var header = new byte[512];
        Encoding.UTF8.GetBytes(name).CopyTo(header, 0);
        Encoding.ASCII.GetBytes(size).CopyTo(header, 124);
        binarySize?.CopyTo(header, 124);
        header[156] = type;
        "ustar\0"u8.CopyTo(header.AsSpan(257));
        var sum = 8 * ' ' + header.Sum(value => value);
        Encoding.ASCII.GetBytes(checksum ?? Convert.ToString(sum, 8).PadLeft(6, '0')).CopyTo(header, 148);
        var data = Encoding.UTF8.GetBytes(content);
        return [.. header, .. data, .. new byte[(512 - data.Length % 512) % 512]];
    }

    /// <summary>A line of a pax header: <c>length key=value</c>, the length its own included.</summary>
    public static string Pax(string key, string value)
    {
        var length = key.Length + value.Length + 3;
        while ($"{length} {key}={value}\n".Length != length) length++;
        return $"{length} {key}={value}\n";
    }

    public static byte[] BigEndian(long number)
    {
        var bytes = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(4), number);
        bytes[0] |= 0x80;
        return bytes;
    }
}
