namespace Forecastly.Billing.Closing;

public sealed record DraftInvoice(Guid LagoId, string AccountId, DateTimeOffset PeriodStart, DateTimeOffset PeriodEnd);

public sealed record Difference(string Meter, decimal Ledger, decimal Invoiced);

public interface ILedger
{
    /// <summary>Quantities by meter, added up from the ledger of forecasts from the start to before the end.</summary>
    Task<IReadOnlyDictionary<string, decimal>> TotalsAsync(
        string accountId, DateTimeOffset start, DateTimeOffset end, CancellationToken cancel);
}

public interface ILagoInvoices
{
    /// <summary>Drafts whose period has ended; the grace period of three days keeps them open for us.</summary>
    IAsyncEnumerable<DraftInvoice> DraftsAsync(CancellationToken cancel);

    /// <summary>Refreshes the draft and reads its units by billable metric.</summary>
    Task<IReadOnlyDictionary<string, decimal>> UnitsAsync(Guid lagoId, CancellationToken cancel);

    Task FinalizeAsync(Guid lagoId, CancellationToken cancel);
}

public static class Comparison
{
    public static IReadOnlyList<Difference> Of(
        IReadOnlyDictionary<string, decimal> ledger, IReadOnlyDictionary<string, decimal> invoiced) =>
        [.. ledger.Keys.Union(invoiced.Keys)
            .Select(meter => new Difference(meter, ledger.GetValueOrDefault(meter), invoiced.GetValueOrDefault(meter)))
            .Where(d => d.Ledger != d.Invoiced)];
}
