using System.IO.Compression;
using System.Text;

namespace Claudit.Crashes;

/// <summary>Looks for a text in all files of a folder, as it is and where a file's content is compressed.</summary>
internal static class Traces
{
    private const int HeaderLength = 17;

    /// <summary>The files that hold it.</summary>
    public static IEnumerable<string> Of(string text, string folder) => Of([text], folder);

    /// <summary>The files that hold any of them.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<string> texts, string folder)
    {
        var sought = texts.Select(Encoding.UTF8.GetBytes).ToList();
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file =>
        {
            var content = File.ReadAllBytes(file);
            var stored = content[Math.Min(HeaderLength, content.Length)..];
            List<byte[]> texts = [content, Inflated(stored), .. IsPack(file) ? Blocks(stored) : []];
            return sought.Exists(bytes => texts.Exists(text => text.AsSpan().IndexOf(bytes) >= 0));
        });
    }

    private static bool IsPack(string file) => Path.GetFileName(Path.GetDirectoryName(file)) == "source" && char.IsAsciiDigit(Path.GetFileName(file)[0]);

    /// <summary>The texts of a pack of source: behind a directory of paths, compressed in blocks.</summary>
    private static List<byte[]> Blocks(byte[] pack)
    {
        using var reader = new BinaryReader(new MemoryStream(pack), Encoding.UTF8);
        var lengths = new int[reader.ReadInt32()];
        for (var block = 0; block < lengths.Length; block++)
        {
            lengths[block] = reader.ReadInt32();
            for (var paths = reader.ReadInt32(); paths > 0; paths--) reader.ReadString();
            reader.ReadInt32();
        }

        return [.. lengths.Select(reader.ReadBytes).Select(bytes => Inflated(bytes))];
    }

    private static byte[] Inflated(ReadOnlySpan<byte> content)
    {
        using var inflated = new MemoryStream();
        try
        {
            using var deflated = new DeflateStream(new MemoryStream(content.ToArray()), CompressionMode.Decompress);
            deflated.CopyTo(inflated);
        }
        catch (InvalidDataException)
        {
            // It is not compressed.
        }

        return inflated.ToArray();
    }
}
