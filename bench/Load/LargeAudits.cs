using System.Formats.Tar;
using System.IO.Compression;
using System.Net.Http.Headers;

namespace Claudit.Bench.Load;

/// <summary>Some 20 MB of source as a tar.gz, from the request to the end of the audit.</summary>
internal static class LargeAudits
{
    public const int Bytes = 20_000_000;

    /// <summary>The first audits run on code that the runtime has not optimised yet.</summary>
    private const int Runs = 16;

    public static async Task MeasureAsync(IReadOnlyList<(string Path, byte[] Content)> files)
    {
        // More and smaller files than a program of that size has.
        await using var server = await Server.StartAsync(("Claudit__Limits__Files", "100000"));
        var archive = Archive(files);
        var bytes = files.Sum(file => (long)file.Content.Length);
        for (var run = 1; run <= Runs; run++)
        {
            var watch = server.Watch();
            var times = await server.AuditAsync(() => Content(archive), "audits?audit=metered-billing");
            Figures.PrintRate(run == 1 ? "Over HTTP, cold" : $"Over HTTP, audit {run}", bytes, watch.Read());
            Figures.Print(
                "  since the request",
                $"answer {times.Admitted.TotalSeconds:F2} s, first finding {times.FirstFinding.TotalSeconds:F2} s, end {times.Ended.TotalSeconds:F2} s; {times.Findings} findings");
        }

        Figures.Print("Peak memory of the server", $"{server.PeakMebibytes:F0} MiB");
    }

    private static ByteArrayContent Content(byte[] archive) =>
        new(archive) { Headers = { ContentType = new MediaTypeHeaderValue("application/gzip") } };

    private static byte[] Archive(IEnumerable<(string Path, byte[] Content)> files)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
            foreach (var (path, content) in files)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(content) });
        return stream.ToArray();
    }
}
