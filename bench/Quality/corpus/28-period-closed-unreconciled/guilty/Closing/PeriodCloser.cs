using Microsoft.EntityFrameworkCore;

namespace Grid.Billing.Closing;

public sealed class PeriodCloser(
    BillingContext context, TimeProvider clock, ILogger<PeriodCloser> log)
{
    private static readonly TimeSpan Lateness = TimeSpan.FromHours(3);

    public async Task CloseAsync(CancellationToken cancel)
    {
        var closedBefore = clock.GetUtcNow() - Lateness;
        var due = await context.Periods
            .Where(period => period.ClosedAt == null && period.End < closedBefore)
            .OrderBy(period => period.End)
            .ToListAsync(cancel);

        foreach (var period in due)
        {
            var ledger = await LedgerTotalAsync(period, cancel);
            context.InvoiceItems.Add(new InvoiceItem
            {
                PeriodId = period.Id,
                Quantity = ledger,
                AmountCents = decimal.ToInt64(decimal.Round(ledger * period.CentsPerUnit, MidpointRounding.ToEven)),
            });
            period.ClosedAt = clock.GetUtcNow();
            await context.SaveChangesAsync(cancel);
            log.LogInformation("Closed {Meter} of {Customer} from {Start}", period.Meter, period.Customer, period.Start);
        }
    }

    private Task<decimal> LedgerTotalAsync(Period period, CancellationToken cancel) =>
        context.UsageEvents
            .Where(usage => usage.Customer == period.Customer && usage.Meter == period.Meter
                && usage.OccurredAt >= period.Start && usage.OccurredAt < period.End)
            .SumAsync(usage => usage.Quantity, cancel);
}
