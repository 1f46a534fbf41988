using Stripe;

namespace Crawlspace.Billing.Invoices;

/// <summary>Puts a period's usage on the draft invoice that Stripe has opened for the renewal.</summary>
public sealed class UsageInvoicer(IUsageStatements statements, InvoiceItemService items, ILogger<UsageInvoicer> log)
{
    /// <summary>
    /// Called by the queue consumer for invoice.created, which repeats it until it succeeds and pages after ten minutes.
    /// A closed statement stays as it is, so a repetition sends the same items under the same keys.
    /// </summary>
    public async Task AddUsageAsync(string subscriptionId, string invoiceId, CancellationToken cancel)
    {
        var statement = await statements.CloseAsync(subscriptionId, invoiceId, cancel);
        var known = await KnownAsync(invoiceId, cancel);

        foreach (var charge in statement.Charges.Where(c => c.Quantity > 0 && !known.Contains(c.Meter)))
        {
            await AddAsync(statement, charge.Meter, new InvoiceItemCreateOptions
            {
                Quantity = charge.Quantity,
                UnitAmountDecimal = charge.UnitPriceCents,
                Description = $"{charge.Meter} ({charge.Unit})",
            }, cancel);
        }
        log.LogInformation("Usage statement {Statement} is on invoice {Invoice}.", statement.Id, invoiceId);
    }

    private Task AddAsync(UsageStatement statement, string position, InvoiceItemCreateOptions item, CancellationToken cancel)
    {
        item.Customer = statement.StripeCustomerId;
        item.Invoice = statement.InvoiceId;
        item.Currency = statement.Currency;
        item.Period = new InvoiceItemPeriodOptions { Start = statement.PeriodStart, End = statement.PeriodEnd };
        item.Metadata = new() { ["usage_position"] = position, ["statement"] = statement.Id.ToString() };
        var request = new RequestOptions { IdempotencyKey = $"usage-item:{statement.Id:N}:{position}" };
        return items.CreateAsync(item, request, cancel);
    }

    /// <summary>The positions that an earlier attempt has added; Stripe forgets idempotency keys after a day.</summary>
    private async Task<HashSet<string>> KnownAsync(string invoiceId, CancellationToken cancel)
    {
        var known = new HashSet<string>();
        var options = new InvoiceItemListOptions { Invoice = invoiceId, Limit = 100 };
        await foreach (var item in items.ListAutoPagingAsync(options, cancellationToken: cancel))
        {
            if (item.Metadata.TryGetValue("usage_position", out var position))
            {
                known.Add(position);
            }
        }
        return known;
    }
}
