using System.Globalization;
using System.Net.Http.Json;

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

}
