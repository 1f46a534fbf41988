using Xunit;

namespace Claudit.Crashes;

/// <summary>A server over one data folder that is killed after some writes, again and again, and each time started anew.</summary>
/// <param name="random">Decides how many writes each process may do.</param>
internal sealed class MortalServer(string data, Random random, params (string Name, string Value)[] environment)
{
    private const int FewestWrites = 5;
    private const int MostWrites = 170;

    private readonly string _objects = Path.Combine(data, "objects");

    public Whereabouts Whereabouts { get; } = new();

    public StoredResults Stored { get; } = new(Path.Combine(data, "objects"));

    /// <summary>How many processes were killed while they were needed.</summary>
    public int Kills { get; private set; }

    /// <summary>Called with nothing running, after each kill.</summary>
    public Action AfterKill { get; init; } = () => { };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Goes on until <paramref name="needed"/> is completed, and checks each time that no stored result was written again.</summary>
    public async Task ServeAsync(Task needed)
    {
        while (!needed.IsCompleted)
        {
            using var watch = new WriteWatch(_objects, random.Next(FewestWrites, MostWrites));
            using var process = ServerProcess.Start(data, environment);
            await Task.WhenAny(process.Address, watch.Reached);
            if (process.Address.IsCompleted)
            {
                if (await process.Address is not { } address) Assert.Fail(await process.Error);
                else Whereabouts.Up(address);
                var ended = process.EndAsync(Cancel);
                if (await Task.WhenAny(needed, watch.Reached, ended) == ended) Assert.Fail(await process.Error);
            }

            Whereabouts.Lost();
            await process.KillAsync(Cancel);
            if (!needed.IsCompleted) Kills++;
            await watch.SettleAsync();
            var again = watch.Written.Intersect(Stored.Paths).ToList();
            Assert.True(again.Count == 0, $"Written again: {string.Join(", ", again)}");
            Stored.Look();
            AfterKill();
        }
    }
}
