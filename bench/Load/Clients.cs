using System.Collections.Concurrent;

namespace Claudit.Bench.Load;

/// <summary>
/// Two hundred clients at once, each starting an audit, following it by stream or by long poll, and fetching its report, over and over for a
/// minute; and what the server still holds when they have gone.
/// </summary>
internal static class Clients
{
    private const int Count = 200;
    private const int Characters = 6_000;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    public static async Task MeasureAsync()
    {
        // As many may wait as one client in two makes: the others are told to come back.
        await using var server = await Server.StartAsync(("Claudit__Engine__MaxWaiting", $"{Count / 2}"));
        await RunAsync(server, TimeSpan.FromSeconds(10), []);
        await Task.Delay(Quiet, TimeProvider.System);
        var before = Holdings.Of(server.Process);

        var calls = new ConcurrentBag<Call>();
        var watch = server.Watch();
        await RunAsync(server, Length, calls);
        var all = watch.Read();
        var during = Holdings.Of(server.Process);
        await Task.Delay(Quiet, TimeProvider.System);
        var after = Holdings.Of(server.Process);

        foreach (var kind in calls.Where(call => call.Outcome == Outcome.Answered).GroupBy(call => call.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
            Figures.Print(kind.Key, kind.Select(call => call.Took));
        foreach (var error in calls.Where(call => call.Outcome == Outcome.Failed).GroupBy(call => call.Kind)) Figures.Print("FAILED", $"{error.Key}: {error.Count()}");
        Figures.Print("Errors", $"{calls.Count(call => call.Outcome == Outcome.Failed)}");
        Figures.Print("Told to come back (503 with Retry-After)", $"{calls.Count(call => call.Outcome == Outcome.ComeBack)}");
        Figures.Print("Processor", $"{all.Processor.TotalSeconds:F1} s in {all.Clock.TotalSeconds:F1} s");
        Figures.Print("Peak memory of the server", $"{server.PeakMebibytes:F0} MiB");
        Figures.Print("Before, in the end, and 30 s later", $"{before}; {during}; {after}");
    }

    private static async Task RunAsync(Server server, TimeSpan length, ConcurrentBag<Call> calls)
    {
        using var stop = new CancellationTokenSource(length);
        var content = SmallAudits.Content(Characters);
        await Task.WhenAll(Enumerable.Range(0, Count).Select(number => Task.Run(async () =>
        {
            var client = new Client(server.Http, calls);
            while (!stop.IsCancellationRequested) await client.AuditAsync(content, streams: number % 2 == 0);
        })));
    }
}
