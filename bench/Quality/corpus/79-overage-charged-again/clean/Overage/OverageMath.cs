namespace Vaultbox.Overage;

public static class OverageMath
{
    /// <summary>How much of an amount is overage, given the total of the period before and after it.</summary>
    public static long Beyond(long included, long before, long after)
    {
        if (before < 0 || after < before)
        {
            throw new ArgumentOutOfRangeException(nameof(after), $"A total cannot go from {before} to {after}.");
        }
        return Math.Max(0, after - Math.Max(before, included));
    }
}
