using System.Formats.Tar;
using System.IO.Compression;
using System.Net.Http.Headers;

namespace Claudit.Bench.Load;

/// <summary>20 MB of mixed source as a tar.gz, from the request to the end of the audit.</summary>
internal static class LargeAudits
{
    public const int Bytes = 20_000_000;

    private const int Runs = 3;

    public static async Task MeasureAsync()
    {
        // More and smaller files than a program of that size has.
        await using var server = await Server.StartAsync(("Claudit__Limits__Files", "100000"));
        var archive = Archive(new MixedSource(Bytes));
        for (var run = 1; run <= Runs; run++)
        {
            var watch = server.Watch();
            var times = await server.AuditAsync(() => Content(archive), "audits?audit=metered-billing");
            Figures.PrintRate(run == 1 ? "20 MB over HTTP, cold" : "20 MB over HTTP, warm", Bytes, watch.Read());
            Figures.Print(
                "  since the request",
                $"answer {times.Admitted.TotalSeconds:F2} s, first finding {times.FirstFinding.TotalSeconds:F2} s, end {times.Ended.TotalSeconds:F2} s; {times.Findings} findings");
        }

        Figures.Print("Peak memory of the server", $"{server.PeakMebibytes:F0} MiB");
    }

    private static ByteArrayContent Content(byte[] archive) =>
        new(archive) { Headers = { ContentType = new MediaTypeHeaderValue("application/gzip") } };

    private static byte[] Archive(MixedSource source)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
            foreach (var (path, content) in source.Files())
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(content) });
        return stream.ToArray();
    }
}
