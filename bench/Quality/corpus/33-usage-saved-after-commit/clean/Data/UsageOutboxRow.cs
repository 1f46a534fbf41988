using Parcelly.Labels;

namespace Parcelly.Data
{
    public class UsageOutboxRow
    {
        public string EventId { get; set; } = "";
        public Guid MerchantId { get; set; }
        public string Meter { get; set; } = "";
        public long Quantity { get; set; }
        public string Service { get; set; } = "";
        public Guid OrderId { get; set; }
        public DateTimeOffset OccurredAt { get; set; }
        public DateTimeOffset? PublishedAt { get; set; }

        public static UsageOutboxRow For(ShippingLabel label) => new()
        {
            EventId = $"label:{label.Id}",
            MerchantId = label.MerchantId,
            Meter = "labels_purchased",
            Quantity = 1,
            Service = label.Service,
            OrderId = label.OrderId,
            OccurredAt = label.PurchasedAt,
        };
    }
}
