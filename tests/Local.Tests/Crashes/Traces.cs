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
            var inflated = Inflated(content.AsSpan(Math.Min(HeaderLength, content.Length)));
            return sought.Exists(bytes => content.AsSpan().IndexOf(bytes) >= 0 || inflated.AsSpan().IndexOf(bytes) >= 0);
        });
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
