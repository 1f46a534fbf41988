using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Claudit.Bench.Load;

/// <summary>A request that holds as much as one may, or more.</summary>
/// <param name="Path">Below the API's address.</param>
/// <param name="Status">Of the right answer.</param>
internal sealed record IntakeBody(string Name, string MediaType, string Path, int Status, int Files, int LargestFile, Action<Stream, IEnumerable<(string Path, byte[] Content)>> Pack)
{
    /// <summary>More than the default, so that 100 MiB fit that hardly get smaller.</summary>
    public const int LongestRequest = 60_000_000;

    private const string Start = "audits?audit=metered-billing";
    private const int Small = 10_000;
    private const int Large = 2 << 20;

    public static IReadOnlyList<IntakeBody> All { get; } =
    [
        new("zip, one small file", "application/zip", Start, 202, 1, Small, Zip),
        new("zip, one large file", "application/zip", Start, 202, 1, Large, Zip),
        new("zip, small files", "application/zip", Start, 202, 10_000, Small, Zip),
        new("zip, large files", "application/zip", Start, 202, 49, Large, Zip),
        new("zip, one file of 16 MiB where that is allowed", "application/zip", Start, 202, 1, 16 << 20, Zip),
        new("tar.gz, small files", "application/gzip", Start, 202, 9_500, Small, TarGz),
        new("tar.gz, large files", "application/gzip", Start, 202, 49, Large, TarGz),
        new("form, small files", "multipart/form-data; boundary=b", "audits", 202, 2_400, Small, Form),
        new("form, large files", "multipart/form-data; boundary=b", "audits", 202, 12, Large, Form),
        new("JSON, small files", "application/json", "audits", 202, 2_300, Small, Json),
        new("JSON, large files", "application/json", "audits", 202, 11, Large, Json),
        new("refused: zip of one file of 500 MB", "application/zip", Start, 413, 1, 500_000_000, Zip),
        new("refused: tar.gz of 500 MB", "application/gzip", Start, 413, 240, Large, TarGz),
        new("refused: form of 100 MB", "multipart/form-data; boundary=b", "audits", 413, 48, Large, Form),
    ];

    public long Expanded => (long)Files * LargestFile;

    public void Write(Stream stream) => Pack(stream, Contents());

    private IEnumerable<(string Path, byte[] Content)> Contents()
    {
        var content = Code(LargestFile);
        for (var index = 0; index < Files; index++) yield return ($"src/file{index}.py", content);
    }

    private static byte[] Code(int length)
    {
        var text = new StringBuilder(length + 100);
        for (var line = 0; text.Length < length; line++) text.Append(CultureInfo.InvariantCulture, $"usage_{line} = price_{line * 7919 % 10_007} + {line * 104_729 % 1_000_003}\n");
        return Encoding.ASCII.GetBytes(text.ToString(0, length));
    }

    private static void Zip(Stream stream, IEnumerable<(string Path, byte[] Content)> files)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (path, content) in files)
        {
            using var entry = zip.CreateEntry(path, CompressionLevel.Optimal).Open();
            entry.Write(content);
        }
    }

    private static void TarGz(Stream stream, IEnumerable<(string Path, byte[] Content)> files)
    {
        using var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
        using var tar = new TarWriter(gzip);
        foreach (var (path, content) in files) tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(content) });
    }

    private static void Form(Stream stream, IEnumerable<(string Path, byte[] Content)> files)
    {
        stream.Write("--b\r\nContent-Disposition: form-data; name=audit\r\n\r\nmetered-billing\r\n"u8);
        foreach (var (path, content) in files)
        {
            stream.Write(Encoding.ASCII.GetBytes($"--b\r\nContent-Disposition: form-data; name=f; filename=\"{path}\"\r\n\r\n"));
            stream.Write(content);
            stream.Write("\r\n"u8);
        }

        stream.Write("--b--\r\n"u8);
    }

    private static void Json(Stream stream, IEnumerable<(string Path, byte[] Content)> files)
    {
        stream.Write("{\"audit\":\"metered-billing\",\"files\":["u8);
        foreach (var (index, (path, content)) in files.Index())
            stream.Write(Encoding.ASCII.GetBytes($"{(index == 0 ? "" : ",")}{{\"path\":\"{path}\",\"content\":\"{Encoding.ASCII.GetString(content).Replace("\n", "\\n", StringComparison.Ordinal)}\"}}"));
        stream.Write("]}"u8);
    }
}
