using Microsoft.EntityFrameworkCore;
using Parcelwise.Metering.Data;
using Parcelwise.Metering.Telemetry;

namespace Parcelwise.Metering.Lago;

public sealed class UsageExportService(
    IDbContextFactory<MeteringContext> contexts,
    LagoBatchClient lago,
    MeteringMetrics metrics,
    TimeProvider clock,
    ILogger<UsageExportService> log) : BackgroundService
{
    private const int BatchSize = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        do
        {
            try
            {
                while (await ExportBatchAsync(stopping))
                {
                }
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                metrics.ExportRunFailed();
                log.LogError(e, "Usage export to Lago failed, the events stay pending.");
            }
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    private async Task<bool> ExportBatchAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var pending = await db.UsageEvents
            .Where(u => u.State == UsageState.Pending)
            .OrderBy(u => u.OccurredAt)
            .Take(BatchSize)
            .ToListAsync(cancel);
        metrics.OldestPending(pending.Count == 0 ? TimeSpan.Zero : clock.GetUtcNow() - pending[0].OccurredAt);
        if (pending.Count == 0)
        {
            return false;
        }

        var answer = await lago.SendAsync(pending.ConvertAll(ToLago), cancel);
        foreach (var (position, error) in answer.Errors)
        {
            var refused = pending[position];
            refused.State = error == "value_already_exist" ? UsageState.Sent : UsageState.Refused;
            refused.Error = error;
            if (refused.State == UsageState.Refused)
            {
                metrics.EventRefused(refused.Meter);
                log.LogCritical(
                    "Lago refuses event {Id} of {Subscription}, meter {Meter}: {Error}",
                    refused.Id, refused.SubscriptionId, refused.Meter, error);
            }
        }
        if (answer.Errors.Count == 0)
        {
            pending.ForEach(u => u.State = UsageState.Sent);
        }
        await db.SaveChangesAsync(cancel);
        return true;
    }

    private static LagoEvent ToLago(UsageEvent usage) => new(
        usage.Id.ToString("N"),
        usage.SubscriptionId,
        usage.Meter,
        usage.OccurredAt.ToUnixTimeSeconds(),
        new Dictionary<string, string> { ["parcels"] = usage.Quantity.ToString(), ["depot"] = usage.DepotId });
}
