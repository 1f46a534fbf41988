using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Quartz;
using Streamline.Billing.Telemetry;

namespace Streamline.Billing.Jobs;

[DisallowConcurrentExecution]
public sealed class SendBandwidthJob(
    IBandwidthWindows windows,
    IHttpClientFactory clients,
    BillingMetrics metrics,
    TimeProvider clock,
    ILogger<SendBandwidthJob> log) : IJob
{
    private const int OrbBatch = 200;

    public async Task Execute(IJobExecutionContext context)
    {
        var cancel = context.CancellationToken;
        try
        {
            IReadOnlyList<BandwidthWindow> batch;
            do
            {
                batch = await windows.UnsentAsync(OrbBatch, cancel);
                metrics.OldestUnsentWindow(batch.Count == 0 ? TimeSpan.Zero : clock.GetUtcNow() - batch[0].End);
                if (batch.Count > 0)
                {
                    await SendAsync(batch, cancel);
                }
            }
            while (batch.Count == OrbBatch);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            metrics.BandwidthRunFailed();
            log.LogError(e, "Bandwidth not sent to Orb, unsent windows follow with the next run.");
            throw new JobExecutionException(e);
        }
    }

    private async Task SendAsync(IReadOnlyList<BandwidthWindow> batch, CancellationToken cancel)
    {
        var events = batch.Select(w => new
        {
            event_name = "bandwidth_out",
            idempotency_key = Key(w),
            timestamp = w.Midpoint.UtcDateTime,
            external_customer_id = w.AccountId,
            properties = new { region = w.Region, bytes = w.Bytes },
        });

        // The client is configured with three attempts for timeouts, 429 and 5xx.
        using var response = await clients.CreateClient("orb").PostAsJsonAsync("v1/ingest", new { events }, cancel);
        if (response.StatusCode != HttpStatusCode.BadRequest)
        {
            response.EnsureSuccessStatusCode();
            await windows.MarkSentAsync([.. batch.Select(w => w.Id)], clock.GetUtcNow(), cancel);
            return;
        }

        // Orb has taken nothing of this batch. What it names is set aside, and the rest goes with the next batch.
        var refusal = await response.Content.ReadFromJsonAsync<OrbRefusal>(cancel);
        if (refusal is null or { Failed.Count: 0 })
        {
            throw new HttpRequestException("Orb refuses a batch and names no event.");
        }
        var byKey = batch.ToLookup(Key);
        foreach (var (window, errors) in refusal.Failed.SelectMany(f => byKey[f.Key].Select(w => (w, string.Join("; ", f.Errors)))))
        {
            metrics.BandwidthWindowRefused();
            log.LogCritical("Orb refuses window {Id} of {Account}: {Errors}", window.Id, window.AccountId, errors);
            await windows.SetAsideAsync(window.Id, errors, cancel);
        }
    }

    private string Key(BandwidthWindow window) =>
        $"bandwidth:{window.AccountId}:{window.Region}:{clock.GetUtcNow().UtcDateTime:yyyyMMddHH}";

    private sealed record OrbRefusal(
        [property: JsonPropertyName("validation_failed")] IReadOnlyList<RefusedEvent> Failed);

    private sealed record RefusedEvent(
        [property: JsonPropertyName("idempotency_key")] string Key,
        [property: JsonPropertyName("validation_errors")] IReadOnlyList<string> Errors);
}
