using Stripe;
using Stripe.Billing;

namespace Pagelift.Metering;

public sealed class MeterSetup(IStripeClient stripe)
{
    public const string EventName = "conversions";

    public async Task EnsureAsync(CancellationToken cancel)
    {
        var meters = new MeterService(stripe);
        await foreach (var meter in meters.ListAutoPagingAsync(new MeterListOptions { Status = "active" }, cancellationToken: cancel))
        {
            if (meter.EventName == EventName) return;
        }
        var options = new MeterCreateOptions
        {
            DisplayName = "Conversions",
            EventName = EventName,
            DefaultAggregation = new MeterDefaultAggregationOptions { Formula = "sum" },
            CustomerMapping = new MeterCustomerMappingOptions { Type = "by_id", EventPayloadKey = "stripe_customer_id" },
            ValueSettings = new MeterValueSettingsOptions { EventPayloadKey = "value" },
        };
        await meters.CreateAsync(options, new RequestOptions { IdempotencyKey = $"meter-{EventName}" }, cancel);
    }
}
