using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;

namespace Pumphouse.Relay;

public sealed class LagoRelay(
    IDbContextFactory<PumpContext> contexts,
    IHttpClientFactory clients,
    RelayMetrics metrics,
    TimeProvider clock,
    ILogger<LagoRelay> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RelayAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                metrics.Failed.Add(1);
                log.LogError(e, "Pending usage could not be read or updated");
            }
        }
    }

    private async Task RelayAsync(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow();
        var due = await context.UsageOutbox
            .Where(row => row.SentAt == null && row.NextAttemptAt <= now)
            .OrderBy(row => row.OccurredAt)
            .Take(200)
            .ToListAsync(cancel);

        foreach (var row in due)
        {
            try
            {
                await SendAsync(row, cancel);
                row.SentAt = clock.GetUtcNow();
                metrics.Sent.Add(1);
            }
            catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancel.IsCancellationRequested))
            {
                row.Attempts++;
                row.NextAttemptAt = clock.GetUtcNow() + TimeSpan.FromSeconds(15 * Math.Pow(2, Math.Min(row.Attempts, 8)));
                metrics.Failed.Add(1);
                log.LogError(e, "{Code} {Id} of {Subscription} not sent to Lago", row.Code, row.Id, row.SubscriptionId);
            }
            await context.SaveChangesAsync(CancellationToken.None);
        }

        var oldest = await context.UsageOutbox
            .Where(row => row.SentAt == null)
            .MinAsync(row => (DateTimeOffset?)row.OccurredAt, cancel);
        metrics.OldestPending(oldest, clock.GetUtcNow());
    }

    private async Task SendAsync(UsageOutboxRow row, CancellationToken cancel)
    {
        var lagoEvent = new
        {
            transaction_id = row.Id.ToString("N"),
            external_subscription_id = row.SubscriptionId,
            code = row.Code,
            timestamp = row.OccurredAt.ToUnixTimeSeconds(),
            properties = new { litres = row.Litres.ToString(CultureInfo.InvariantCulture), pump = row.PumpId },
        };
        using var response = await clients.CreateClient("lago")
            .PostAsJsonAsync("api/v1/events", new { @event = lagoEvent }, cancel);
        if (response.StatusCode == HttpStatusCode.UnprocessableEntity
            && (await response.Content.ReadAsStringAsync(cancel)).Contains("value_already_exist"))
        {
            metrics.Duplicates.Add(1);
            return;
        }
        response.EnsureSuccessStatusCode();
    }
}
