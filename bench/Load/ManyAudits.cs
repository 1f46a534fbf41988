namespace Claudit.Bench.Load;

/// <summary>Fifty audits of 60,000 characters that are submitted at the same time to a warm server.</summary>
internal static class ManyAudits
{
    private const int WarmUps = 40;
    private const int Audits = 50;

    public static async Task MeasureAsync()
    {
        await using var server = await Server.StartAsync();
        var content = SmallAudits.Content(SmallAudits.Characters);
        for (var run = 0; run < WarmUps; run++) await server.AuditAsync(content);
        var before = server.PeakMebibytes;

        var watch = server.Watch();
        var times = await Task.WhenAll(Enumerable.Range(0, Audits).Select(_ => server.AuditAsync(content)));
        var all = watch.Read();
        Figures.Print("50 at once, request to answer", times.Select(time => time.Admitted));
        Figures.Print("50 at once, request to first finding", times.Select(time => time.FirstFinding));
        Figures.Print("50 at once, request to end", times.Select(time => time.Ended));
        Figures.Print("All of them", $"{all.Clock.TotalSeconds:F2} s, {all.Processor.TotalSeconds:F2} s of processor");
        Figures.Print("Peak memory of the server", $"{server.PeakMebibytes:F0} MiB, {before:F0} MiB before");
    }
}
