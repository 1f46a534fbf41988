namespace Tilemap.Pricing;

public sealed record Tier(long? UpTo, decimal CentsPerUnit);

public sealed record TierCharge(long From, long To, decimal CentsPerUnit)
{
    public long Units => To - From;

    public decimal Cents => Units * CentsPerUnit;
}

public sealed class GraduatedPrice
{
    private readonly long _included;
    private readonly IReadOnlyList<Tier> _tiers;

    public GraduatedPrice(long included, IReadOnlyList<Tier> tiers)
    {
        if (tiers.Count == 0 || tiers[^1].UpTo is not null)
        {
            throw new ArgumentException("The last tier has to be open.", nameof(tiers));
        }
        var bounds = tiers.SkipLast(1).Select(tier => tier.UpTo ?? long.MaxValue).Prepend(included).ToList();
        if (bounds.Zip(bounds.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            throw new ArgumentException("The bounds of the tiers have to rise from the included units.", nameof(tiers));
        }
        _included = included;
        _tiers = tiers;
    }

    public IReadOnlyList<TierCharge> ChargesFor(long used)
    {
        var charges = new List<TierCharge>();
        var floor = _included;
        foreach (var tier in _tiers)
        {
            var ceiling = Math.Min(used, tier.UpTo ?? long.MaxValue);
            if (ceiling <= floor)
            {
                break;
            }
            charges.Add(new TierCharge(floor, ceiling, tier.CentsPerUnit));
            floor = ceiling;
        }
        return charges;
    }
}
