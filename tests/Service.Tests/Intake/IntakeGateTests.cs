using Xunit;

namespace Claudit.Intake;

public sealed class IntakeGateTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_finds_no_room_in_time_is_sent_away_and_told_why()
    {
        using var gate = new IntakeGate(1, TimeSpan.FromSeconds(1), new ShiftedTime());
        using var first = await gate.EnterAsync(Cancel);

        Assert.NotNull(first);
        Assert.Null(await gate.EnterAsync(Cancel));
        Assert.Equal("As many submissions are being read as may be (1), and there was no room for this one within 1 s: send it again later.", gate.Overload.Reason);
    }

    [Fact]
    public async Task Who_waits_has_the_place_of_the_one_that_is_done()
    {
        using var gate = new IntakeGate(1, TimeSpan.FromMinutes(10), TimeProvider.System);
        var first = await gate.EnterAsync(Cancel);
        var second = gate.EnterAsync(Cancel);
        Assert.False(second.IsCompleted);

        first!.Dispose();

        Assert.NotNull(await second);
    }

    [Fact]
    public async Task Who_gives_up_waiting_takes_no_place()
    {
        using var gate = new IntakeGate(1, TimeSpan.FromMinutes(10), TimeProvider.System);
        var first = await gate.EnterAsync(Cancel);
        using var leave = new CancellationTokenSource();
        var second = gate.EnterAsync(leave.Token);

        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first!.Dispose();

        Assert.NotNull(await gate.EnterAsync(Cancel));
    }
}
