using Claudit.Local.Engine;
using Xunit;

namespace Claudit.Engine;

public sealed class FairGateTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lanes_take_turns_however_long_they_are()
    {
        var gate = new FairGate<string>(1);
        await gate.EnterAsync("holder", Cancel);
        var order = new List<string>();
        var waiting = new List<Task>();
        foreach (var lane in "aaaab")
            waiting.Add(EnterAsync(lane.ToString()));

        gate.Leave();
        await Task.WhenAll(waiting);

        Assert.Equal(["a", "b", "a", "a", "a"], order);

        async Task EnterAsync(string lane)
        {
            await gate.EnterAsync(lane, Cancel);
            order.Add(lane);
            gate.Leave();
        }
    }

    [Fact]
    public async Task Who_gives_up_does_not_take_a_place()
    {
        var gate = new FairGate<string>(1);
        await gate.EnterAsync("a", Cancel);
        using var giveUp = new CancellationTokenSource();
        var impatient = gate.EnterAsync("a", giveUp.Token);
        var patient = gate.EnterAsync("b", Cancel);

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        gate.Leave();

        await patient;
        gate.Leave();
        await gate.EnterAsync("c", Cancel);
    }

    [Fact]
    public async Task Never_more_are_inside_than_there_is_room_for()
    {
        var gate = new FairGate<int>(3);
        var (inside, most) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(
            async () =>
            {
                await gate.EnterAsync(i % 7, Cancel);
                var now = Interlocked.Increment(ref inside);
                lock (gate) most = Math.Max(most, now);
                await Task.Yield();
                Interlocked.Decrement(ref inside);
                gate.Leave();
            },
            Cancel)));

        Assert.InRange(most, 1, 3);
    }
}
