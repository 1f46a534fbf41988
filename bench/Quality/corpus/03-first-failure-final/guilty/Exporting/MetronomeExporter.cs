using Dapper;
using Npgsql;

namespace Relay.Exporting;

public sealed class MetronomeExporter(
    NpgsqlDataSource database,
    MetronomeApi metronome,
    ExportMetrics metrics,
    ILogger<MetronomeExporter> log) : BackgroundService
{
    private const int BatchSize = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(10));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            while (await ExportBatchAsync(stoppingToken) == BatchSize)
            {
            }
        }
    }

    private async Task<int> ExportBatchAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var rows = (await connection.QueryAsync<PendingUsage>(
            """
            SELECT event_id AS EventId, customer_alias AS CustomerAlias, event_type AS EventType,
                   quantity AS Quantity, region AS Region, occurred_at AS OccurredAt
            FROM usage_outbox WHERE status = 'pending'
            ORDER BY occurred_at LIMIT @BatchSize FOR UPDATE SKIP LOCKED
            """,
            new { BatchSize })).AsList();
        if (rows.Count == 0) return 0;

        foreach (var row in rows)
        {
            await ExportAsync(connection, row, cancel);
        }
        await transaction.CommitAsync(cancel);
        return rows.Count;
    }

    private async Task ExportAsync(NpgsqlConnection connection, PendingUsage usage, CancellationToken cancel)
    {
        try
        {
            await metronome.IngestAsync(usage, cancel);
            await connection.ExecuteAsync(
                "UPDATE usage_outbox SET status = 'sent', sent_at = now() WHERE event_id = @EventId", usage);
            metrics.Exported.Add(1);
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            metrics.ExportFailed.Add(1);
            log.LogError(e, "{EventType} {EventId} of {Customer} not exported", usage.EventType, usage.EventId, usage.CustomerAlias);
            await connection.ExecuteAsync(
                "UPDATE usage_outbox SET status = 'refused', last_error = @error WHERE event_id = @EventId",
                new { usage.EventId, error = e.Message });
        }
    }
}
