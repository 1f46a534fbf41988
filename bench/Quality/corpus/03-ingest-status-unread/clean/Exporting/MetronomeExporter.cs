using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Dapper;
using Npgsql;

namespace Relay.Exporting;

public sealed class MetronomeExporter(
    NpgsqlDataSource database,
    IHttpClientFactory clients,
    ExportMetrics metrics,
    ILogger<MetronomeExporter> log) : BackgroundService
{
    private const int BatchSize = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await ExportBatchAsync(stoppingToken) == BatchSize)
                {
                }
                failures = 0;
            }
            catch (Exception e) when (e is HttpRequestException or NpgsqlException or TimeoutException)
            {
                failures++;
                metrics.ExportFailed.Add(1);
                log.LogError(e, "Usage batch not exported for the {Failures}th time; its rows stay pending", failures);
            }
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(300, 5 * Math.Pow(2, failures))), stoppingToken);
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
            FROM usage_outbox WHERE sent_at IS NULL
            ORDER BY occurred_at LIMIT @BatchSize FOR UPDATE SKIP LOCKED
            """,
            new { BatchSize })).AsList();
        if (rows.Count == 0) return 0;

        var http = clients.CreateClient("metronome");
        using var response = await http.PostAsJsonAsync("v1/ingest", rows.Select(MetronomeEvent.From), cancel);
        response.EnsureSuccessStatusCode();

        await connection.ExecuteAsync(
            "UPDATE usage_outbox SET sent_at = now() WHERE event_id = ANY(@Ids)",
            new { Ids = rows.Select(row => row.EventId).ToArray() });
        await transaction.CommitAsync(cancel);
        metrics.Exported.Add(rows.Count);
        return rows.Count;
    }
}

public sealed record PendingUsage(
    Guid EventId, string CustomerAlias, string EventType, long Quantity, string Region, DateTime OccurredAt);

public sealed record MetronomeEvent(
    [property: JsonPropertyName("transaction_id")] string TransactionId,
    [property: JsonPropertyName("customer_id")] string CustomerId,
    [property: JsonPropertyName("event_type")] string EventType,
    [property: JsonPropertyName("timestamp")] string Timestamp,
    [property: JsonPropertyName("properties")] Dictionary<string, string> Properties)
{
    public static MetronomeEvent From(PendingUsage usage) => new(
        usage.EventId.ToString(),
        usage.CustomerAlias,
        usage.EventType,
        usage.OccurredAt.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"),
        new() { ["quantity"] = usage.Quantity.ToString(), ["region"] = usage.Region });
}
