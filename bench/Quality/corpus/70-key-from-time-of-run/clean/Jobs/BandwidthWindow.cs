namespace Streamline.Billing.Jobs;

/// <summary>What an account has sent out within one hour; a closed window never changes.</summary>
public sealed record BandwidthWindow(
    long Id,
    string AccountId,
    string Region,
    DateTimeOffset Start,
    DateTimeOffset End,
    long Bytes)
{
    public DateTimeOffset Midpoint => Start + (End - Start) / 2;
}

public interface IBandwidthWindows
{
    /// <summary>Closed windows that are neither sent nor set aside, the oldest first.</summary>
    Task<IReadOnlyList<BandwidthWindow>> UnsentAsync(int limit, CancellationToken cancel);

    Task MarkSentAsync(IReadOnlyCollection<long> ids, DateTimeOffset at, CancellationToken cancel);

    Task SetAsideAsync(long id, string reason, CancellationToken cancel);
}
