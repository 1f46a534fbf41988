namespace Courier.Billing.Overage;

public sealed record DailyUsage(DateOnly Day, long Messages);

public sealed record PlanTerms(long IncludedMessages, decimal PricePerThousand);

public sealed record OverageCharge(long Messages, decimal Amount)
{
    public static OverageCharge For(IReadOnlyCollection<DailyUsage> days, PlanTerms terms)
    {
        var overage = days.Sum(day => Math.Max(0, day.Messages - terms.IncludedMessages));
        return new(overage, decimal.Round(overage * terms.PricePerThousand / 1000m, 2, MidpointRounding.ToEven));
    }
}
