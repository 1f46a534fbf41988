using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Grid.Billing.Closing;

public sealed class OpenMeterClient(HttpClient http)
{
    public async Task SendAsync(UsageEvent usage, CancellationToken cancel)
    {
        using var content = JsonContent.Create(
            new
            {
                specversion = "1.0",
                id = usage.Id,
                source = "grid-billing",
                type = usage.Meter,
                subject = usage.Customer,
                time = usage.OccurredAt.UtcDateTime,
                data = new { quantity = usage.Quantity.ToString(CultureInfo.InvariantCulture), site = usage.Site },
            },
            new("application/cloudevents+json"));
        using var response = await http.PostAsync("api/v1/events", content, cancel);
        response.EnsureSuccessStatusCode();
    }

    public async Task<decimal> TotalAsync(
        string meter, string customer, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var query = $"api/v1/meters/{Uri.EscapeDataString(meter)}/query?subject={Uri.EscapeDataString(customer)}"
            + $"&from={from.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}&to={to.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}";
        using var answer = await http.GetFromJsonAsync<JsonDocument>(query, cancel)
            ?? throw new InvalidDataException($"OpenMeter sent nothing for {meter}");
        return answer.RootElement.GetProperty("data").EnumerateArray().Sum(row => row.GetProperty("value").GetDecimal());
    }
}
