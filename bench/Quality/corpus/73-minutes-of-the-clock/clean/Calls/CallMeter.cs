using Confera.Billing.Data;
using Microsoft.EntityFrameworkCore;

namespace Confera.Billing.Calls;

/// <summary>A leg as the media server reports it when it has ended; it repeats the report until it is answered with success.</summary>
public sealed record LegEnded(
    Guid LegId,
    Guid CallId,
    string AccountId,
    string Destination,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset EndedAt);

public static class CallDuration
{
    /// <summary>Every minute that has begun is charged, as the price list says.</summary>
    public static long BilledMinutes(DateTimeOffset answeredAt, DateTimeOffset endedAt)
    {
        var duration = endedAt - answeredAt;
        if (duration < TimeSpan.Zero)
        {
            throw new ArgumentException($"A leg cannot end at {endedAt:O} when it was answered at {answeredAt:O}.");
        }
        return (duration.Ticks + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute;
    }
}

public sealed class CallMeter(BillingContext db, RatePlans rates)
{
    /// <summary>Records a leg with the rate that applies to it; the leg's id is the primary key.</summary>
    public async Task RecordAsync(LegEnded leg, CancellationToken cancel)
    {
        if (leg.AnsweredAt is not { } answeredAt || await db.CallCharges.AnyAsync(c => c.LegId == leg.LegId, cancel))
        {
            return;
        }

        var rate = await rates.ForAsync(leg.AccountId, leg.Destination, answeredAt, cancel);
        var minutes = CallDuration.BilledMinutes(answeredAt, leg.EndedAt);
        db.CallCharges.Add(new CallCharge
        {
            LegId = leg.LegId,
            CallId = leg.CallId,
            AccountId = leg.AccountId,
            Destination = leg.Destination,
            AnsweredAt = answeredAt.ToUniversalTime(),
            EndedAt = leg.EndedAt.ToUniversalTime(),
            Minutes = minutes,
            RateId = rate.Id,
            Amount = minutes * rate.PerMinute,
        });
        await db.SaveChangesAsync(cancel);
    }
}
