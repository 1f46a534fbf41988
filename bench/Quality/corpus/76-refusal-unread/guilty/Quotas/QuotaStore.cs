using Imprint.Data;
using Microsoft.EntityFrameworkCore;

namespace Imprint.Quotas;

public sealed record QuotaState(long Used, long Limit, DateTimeOffset ResetsAt)
{
    public long Remaining => Math.Max(0, Limit - Used);
}

/// <summary>One row for each organization and billing period; the plan's limit is copied into it when the period opens.</summary>
public sealed class QuotaStore(ImprintContext db)
{
    public Task<int> TakeAsync(Guid organizationId, DateTimeOffset at, int pages, CancellationToken cancel) =>
        Current(organizationId, at)
            .Where(q => q.Used + pages <= q.Limit)
            .ExecuteUpdateAsync(set => set.SetProperty(q => q.Used, q => q.Used + pages), cancel);

    public Task<int> GiveBackAsync(Guid organizationId, DateTimeOffset takenAt, int pages, CancellationToken cancel) =>
        Current(organizationId, takenAt)
            .ExecuteUpdateAsync(set => set.SetProperty(q => q.Used, q => q.Used - pages), cancel);

    public Task<QuotaState?> ReadAsync(Guid organizationId, DateTimeOffset at, CancellationToken cancel) =>
        Current(organizationId, at)
            .Select(q => new QuotaState(q.Used, q.Limit, q.PeriodEnd))
            .SingleOrDefaultAsync(cancel);

    private IQueryable<Quota> Current(Guid organizationId, DateTimeOffset at) =>
        db.Quotas.Where(q => q.OrganizationId == organizationId && q.PeriodStart <= at && q.PeriodEnd > at);
}
