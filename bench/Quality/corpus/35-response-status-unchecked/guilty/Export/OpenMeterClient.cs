using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Voltfleet.Export;

public class OpenMeterClient
{
    private static readonly MediaTypeHeaderValue CloudEvent = new("application/cloudevents+json");

    private readonly HttpClient _http;

    public OpenMeterClient(HttpClient http) => _http = http;

    public async Task IngestAsync(UsageRow row, CancellationToken cancel)
    {
        var cloudEvent = new
        {
            specversion = "1.0",
            id = row.EventId.ToString("D"),
            source = "voltfleet-charging",
            type = row.Meter,
            subject = row.CustomerKey,
            time = DateTime.SpecifyKind(row.OccurredAt, DateTimeKind.Utc),
            data = new
            {
                value = row.WattHours.ToString(CultureInfo.InvariantCulture),
                station = row.StationId,
                session = row.SessionId,
            },
        };
        using var content = JsonContent.Create(cloudEvent, CloudEvent);
        using var response = await _http.PostAsync("api/v1/events", content, cancel);
    }
}

public record UsageRow(
    Guid EventId,
    string Meter,
    string CustomerKey,
    long WattHours,
    string StationId,
    string SessionId,
    DateTime OccurredAt,
    int Attempts);
