using System.Text.Json;
using Confluent.Kafka;
using Microsoft.EntityFrameworkCore;

namespace Parcelly.Data
{
    public class UsageRelay(
        IDbContextFactory<ParcellyDbContext> contexts,
        IProducer<string, string> producer,
        RelayMetrics metrics,
        ILogger<UsageRelay> log) : BackgroundService
    {
        private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);
        private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            var wait = Idle;
            while (!stoppingToken.IsCancellationRequested)
            {
                try
                {
                    await PublishAsync(stoppingToken);
                    wait = Idle;
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
                    metrics.Failures.Add(1);
                    log.LogError(e, "Usage not published, next attempt in {Wait}", wait);
                }
                await Task.Delay(wait, stoppingToken);
            }
        }

        private async Task PublishAsync(CancellationToken cancel)
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            var rows = await db.UsageOutbox
                .FromSqlRaw("SELECT * FROM usage_outbox WHERE published_at IS NULL ORDER BY occurred_at LIMIT 200 FOR UPDATE SKIP LOCKED")
                .ToListAsync(cancel);
            foreach (var row in rows)
            {
                var message = new Message<string, string> { Key = row.EventId, Value = JsonSerializer.Serialize(row) };
                await producer.ProduceAsync("usage.v1", message, cancel);
                row.PublishedAt = DateTimeOffset.UtcNow;
            }
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            metrics.Published.Add(rows.Count);
            metrics.OldestPendingSeconds.Record(
                rows.Count == 0 ? 0 : (DateTimeOffset.UtcNow - rows[0].OccurredAt).TotalSeconds);
        }
    }
}
