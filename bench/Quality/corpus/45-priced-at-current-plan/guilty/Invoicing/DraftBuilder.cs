using Microsoft.EntityFrameworkCore;

namespace Snapmail.Invoicing;

public sealed class DraftBuilder(MailContext context)
{
    public async Task<IReadOnlyList<InvoiceLine>> LinesAsync(
        Guid subscriptionId, DateTimeOffset periodStart, DateTimeOffset periodEnd, CancellationToken cancel)
    {
        var subscription = await context.Subscriptions
            .AsNoTracking()
            .Include(s => s.Phases.Where(p => p.StartsAt < periodEnd && (p.EndsAt == null || p.EndsAt > periodStart)))
            .ThenInclude(p => p.Plan)
            .SingleAsync(s => s.Id == subscriptionId, cancel);

        var phases = subscription.Phases.OrderBy(p => p.StartsAt).ToList();
        if (phases.Count == 0)
        {
            return [];
        }

        var from = phases[0].StartsAt > periodStart ? phases[0].StartsAt : periodStart;
        var to = phases[^1].EndsAt is { } end && end < periodEnd ? end : periodEnd;
        return [await LineAsync(subscription.AccountId, phases[^1].Plan, from, to, cancel)];
    }

    private async Task<InvoiceLine> LineAsync(
        Guid accountId, Plan plan, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var recipients = await context.SentMails
            .Where(mail => mail.AccountId == accountId && mail.AcceptedAt >= from && mail.AcceptedAt < to)
            .SumAsync(mail => (long)mail.Recipients, cancel);
        var cents = decimal.Round(recipients * plan.CentsPerThousand / 1000m, 0, MidpointRounding.ToEven);
        return new InvoiceLine(plan.Code, from, to, recipients, (long)cents);
    }
}
