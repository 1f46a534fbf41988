using System.IO.Compression;
using System.Text;

namespace Claudit.Crashes;

/// <summary>Looks for a text in all files of a folder or in other bytes: in UTF-8, UTF-16 and base64, as it is and where the content is compressed.</summary>
internal static class Traces
{
    private const int HeaderLength = 34;

    /// <summary>The files that hold it.</summary>
    public static IEnumerable<string> Of(string text, string folder) => Of([text], folder);

    /// <summary>The files that hold any of them.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<string> texts, string folder)
    {
        var sought = texts.SelectMany(Forms).ToList();
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file =>
        {
            var content = File.ReadAllBytes(file);
            var stored = content[Math.Min(HeaderLength, content.Length)..];
            List<byte[]> texts = [content, .. Unpacked(content), .. Unpacked(stored), .. IsPack(file) ? Blocks(stored) : []];
            return sought.Exists(bytes => texts.Exists(text => text.AsSpan().IndexOf(bytes) >= 0));
        });
    }

    /// <summary>Whether bytes hold it in any of its forms.</summary>
    public static bool IsIn(byte[] content, string text)
    {
        List<byte[]> texts = [content, .. Unpacked(content)];
        return Forms(text).Any(form => texts.Exists(bytes => bytes.AsSpan().IndexOf(form) >= 0));
    }

    /// <summary>A text as it may stand in bytes: in base64 at each of the three places where it may begin.</summary>
    private static IEnumerable<byte[]> Forms(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        yield return bytes;
        yield return Encoding.Unicode.GetBytes(text);
        for (var skipped = 0; skipped < 3; skipped++) yield return Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes.AsSpan(skipped, (bytes.Length - skipped) / 3 * 3)));
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

        return [.. lengths.Select(reader.ReadBytes).Select(Inflated)];
    }

    /// <summary>What it is compressed from, where it is.</summary>
    private static IEnumerable<byte[]> Unpacked(byte[] content) =>
    [
        Inflated(content),
        Read(content, stream => new GZipStream(stream, CompressionMode.Decompress)),
        Read(content, stream => new ZLibStream(stream, CompressionMode.Decompress)),
        Read(content, stream => new BrotliStream(stream, CompressionMode.Decompress)),
    ];

    private static byte[] Inflated(byte[] content) => Read(content, stream => new DeflateStream(stream, CompressionMode.Decompress));

    private static byte[] Read(byte[] content, Func<Stream, Stream> decompressed)
    {
        using var unpacked = new MemoryStream();
        try
        {
            using var stream = decompressed(new MemoryStream(content));
            stream.CopyTo(unpacked);
        }
        catch (Exception other) when (other is InvalidDataException or InvalidOperationException or IOException)
        {
            // It is not compressed, or not so.
        }

        return unpacked.ToArray();
    }
}
