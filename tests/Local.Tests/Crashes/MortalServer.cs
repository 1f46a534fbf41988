using System.Diagnostics;
using Xunit;

namespace Claudit.Crashes;

/// <summary>A server over one data folder that is killed after some writes, again and again, and each time started anew.</summary>
/// <param name="random">Decides when each process is killed.</param>
internal sealed class MortalServer(string data, Random random, params (string Name, string Value)[] environment)
{
    private const int FewestWrites = 8;
    private const int MostWrites = 30;

    // Every fourth is killed by the clock instead, most of these before they serve.
    private const int Early = 4;
    private const int EarlyMilliseconds = 1000;

    private readonly string _objects = Path.Combine(data, "objects");

    public Whereabouts Whereabouts { get; } = new();

    public StoredResults Stored { get; } = new(Path.Combine(data, "objects"));

    /// <summary>After so many kills the next process lives.</summary>
    public int MostKills { get; init; } = int.MaxValue;

    /// <summary>How many processes were killed while they were needed.</summary>
    public int Kills { get; private set; }

    /// <summary>How long after each kill the next process served again, its audits taken up.</summary>
    public List<TimeSpan> Outages { get; } = [];

    /// <summary>Called with nothing running, after each kill.</summary>
    public Action AfterKill { get; init; } = () => { };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Goes on until <paramref name="needed"/> is completed, and checks each time that no stored result was written again.</summary>
    public async Task ServeAsync(Task needed)
    {
        var lost = Stopwatch.StartNew();
        while (!needed.IsCompleted)
        {
            using var watch = new WriteWatch(_objects, Kills < MostKills ? random.Next(FewestWrites, MostWrites) : int.MaxValue);
            using var process = ServerProcess.Start(data, environment);
            var due = Kills < MostKills && random.Next(Early) == 0
                ? Task.Delay(TimeSpan.FromMilliseconds(random.Next(EarlyMilliseconds)), TimeProvider.System, Cancel)
                : watch.Reached;
            await Task.WhenAny(process.Address, due);
            if (process.Address.IsCompleted)
            {
                if (await process.Address is not { } address) Assert.Fail(await process.Error);
                else Whereabouts.Up(address);
                if (Kills > 0) Outages.Add(lost.Elapsed);
                var ended = process.EndAsync(Cancel);
                if (await Task.WhenAny(needed, due, ended) == ended) Assert.Fail(await process.Error);
            }

            Whereabouts.Lost();
            await process.KillAsync(Cancel);
            lost.Restart();
            if (!needed.IsCompleted) Kills++;
            await watch.SettleAsync();
            var again = watch.Written.Intersect(Stored.Paths).ToList();
            Assert.True(again.Count == 0, $"Written again: {string.Join(", ", again)}");
            Stored.Look();
            AfterKill();
        }

        // What has gone wrong with it is told as well.
        await needed;
    }
}
