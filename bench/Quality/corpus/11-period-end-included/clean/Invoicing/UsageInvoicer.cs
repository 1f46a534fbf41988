using Microsoft.EntityFrameworkCore;

namespace Parcelo.Invoicing;

public sealed class UsageInvoicer(ParceloContext context, TimeProvider clock, ILogger<UsageInvoicer> log)
{
    private static readonly TimeSpan Lateness = TimeSpan.FromHours(6);

    public async Task<int> InvoiceClosedPeriodsAsync(CancellationToken cancel)
    {
        var closedBefore = clock.GetUtcNow() - Lateness;
        var periods = await context.BillingPeriods
            .Where(period => period.InvoicedAt == null && period.End < closedBefore)
            .Include(period => period.Prices)
            .OrderBy(period => period.End)
            .ToListAsync(cancel);

        foreach (var period in periods)
        {
            await InvoiceAsync(period, cancel);
        }
        return periods.Count;
    }

    private async Task InvoiceAsync(BillingPeriod period, CancellationToken cancel)
    {
        var totals = await context.UsageEvents
            .Where(usage => usage.AccountId == period.AccountId
                && usage.OccurredAt >= period.Start
                && usage.OccurredAt < period.End)
            .GroupBy(usage => usage.Meter)
            .Select(group => new { Meter = group.Key, Units = group.Sum(usage => usage.Units) })
            .ToListAsync(cancel);

        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        await context.InvoiceLines.Where(line => line.PeriodId == period.Id).ExecuteDeleteAsync(cancel);
        foreach (var total in totals)
        {
            var price = period.Prices.Single(p => p.Meter == total.Meter);
            context.InvoiceLines.Add(new InvoiceLine
            {
                PeriodId = period.Id,
                Meter = total.Meter,
                Units = total.Units,
                AmountCents = (long)decimal.Round(total.Units * price.CentsPerUnit, MidpointRounding.ToEven),
            });
        }
        period.InvoicedAt = clock.GetUtcNow();
        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        log.LogInformation("Invoiced period {PeriodId} of account {AccountId}", period.Id, period.AccountId);
    }
}
