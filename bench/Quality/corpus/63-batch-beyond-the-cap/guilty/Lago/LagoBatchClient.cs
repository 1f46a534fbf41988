using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace Parcelwise.Metering.Lago;

public sealed record LagoEvent(
    [property: JsonPropertyName("transaction_id")] string TransactionId,
    [property: JsonPropertyName("external_subscription_id")] string SubscriptionId,
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("timestamp")] long Timestamp,
    [property: JsonPropertyName("properties")] IReadOnlyDictionary<string, string> Properties);

/// <summary>What Lago has against single events, by their position in the batch.</summary>
public sealed record BatchAnswer(IReadOnlyDictionary<int, string> Errors)
{
    public static readonly BatchAnswer Accepted = new(new Dictionary<int, string>());
}

public sealed class LagoBatchClient(HttpClient http)
{
    public async Task<BatchAnswer> SendAsync(IReadOnlyList<LagoEvent> events, CancellationToken cancel)
    {
        using var response = await http.PostAsJsonAsync("api/v1/events/batch", new { events }, cancel);
        if (response.StatusCode != HttpStatusCode.UnprocessableEntity)
        {
            response.EnsureSuccessStatusCode();
            return BatchAnswer.Accepted;
        }

        var refusal = await response.Content.ReadFromJsonAsync<Refusal>(cancel)
            ?? throw new HttpRequestException("Lago refused a batch without saying why.");
        return new BatchAnswer(refusal.Details.ToDictionary(
            detail => int.Parse(detail.Key),
            detail => string.Join(",", detail.Value.SelectMany(field => field.Value))));
    }

    private sealed record Refusal(
        [property: JsonPropertyName("error_details")] Dictionary<string, Dictionary<string, string[]>> Details);
}
