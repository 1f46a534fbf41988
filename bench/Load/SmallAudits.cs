using System.Net.Http.Json;
using System.Text;

namespace Claudit.Bench.Load;

/// <summary>Some 60,000 characters on a warm server, one audit after the other.</summary>
internal static class SmallAudits
{
    public const int Characters = 60_000;

    private const int WarmUps = 40;
    private const int Runs = 30;

    public static async Task MeasureAsync()
    {
        await using var server = await Server.StartAsync();
        var content = Content(Characters);
        for (var run = 0; run < WarmUps; run++) await server.AuditAsync(content);

        var times = new List<AuditTimes>();
        var watch = server.Watch();
        for (var run = 0; run < Runs; run++) times.Add(await server.AuditAsync(content));
        var all = watch.Read();
        Figures.Print("60,000 characters, request to answer", times.Select(time => time.Admitted));
        Figures.Print("60,000 characters, request to first finding", times.Select(time => time.FirstFinding));
        Figures.Print("60,000 characters, request to end", times.Select(time => time.Ended));
        Figures.Print("Processor time of an audit", $"{all.Processor.TotalMilliseconds / Runs:F0} ms, {times[0].Findings} findings");
        Figures.Print("Peak memory of the server", $"{server.PeakMebibytes:F0} MiB");
    }

    /// <summary>A JSON request with the sample service in a program of this size.</summary>
    public static Func<HttpContent> Content(int characters)
    {
        var files = MixedSource.Sample(characters).Select(file => new { path = file.Path, content = Encoding.UTF8.GetString(file.Content) }).ToList();
        return () => JsonContent.Create(new { audit = "metered-billing", files });
    }
}
