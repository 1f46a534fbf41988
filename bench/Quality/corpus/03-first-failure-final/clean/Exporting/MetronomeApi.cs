using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace Relay.Exporting;

public sealed record PendingUsage(
    Guid EventId, string CustomerAlias, string EventType, long Quantity, string Region, DateTime OccurredAt);

public sealed class MetronomeApi(HttpClient http)
{
    public async Task IngestAsync(PendingUsage usage, CancellationToken cancel)
    {
        using var response = await http.PostAsJsonAsync("v1/ingest", new[] { MetronomeEvent.From(usage) }, cancel);
        response.EnsureSuccessStatusCode();
    }

    private sealed record MetronomeEvent(
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
}
