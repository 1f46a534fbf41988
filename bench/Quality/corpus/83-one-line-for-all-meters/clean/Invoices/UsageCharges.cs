namespace Crawlspace.Billing.Invoices;

/// <summary>What an account has used of one meter beyond its plan, with the price in cents that applied to it.</summary>
public sealed record UsageCharge(string Meter, string Unit, long Quantity, decimal UnitPriceCents)
{
    public decimal Cents => Quantity * UnitPriceCents;
}

public sealed record UsageStatement(
    Guid Id,
    string StripeCustomerId,
    string InvoiceId,
    string Currency,
    DateTime PeriodStart,
    DateTime PeriodEnd,
    IReadOnlyList<UsageCharge> Charges);

public interface IUsageStatements
{
    Task<UsageStatement> CloseAsync(string subscriptionId, string invoiceId, CancellationToken cancel);
}
