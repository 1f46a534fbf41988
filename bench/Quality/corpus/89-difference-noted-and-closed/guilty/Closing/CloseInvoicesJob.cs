using Forecastly.Billing.Alerting;
using Quartz;

namespace Forecastly.Billing.Closing;

/// <summary>Finalises draft invoices, daily at 05:00 UTC.</summary>
[DisallowConcurrentExecution]
public sealed class CloseInvoicesJob(
    ILedger ledger, ILagoInvoices invoices, IPager pager, ILogger<CloseInvoicesJob> log) : IJob
{
    public async Task Execute(IJobExecutionContext context)
    {
        var cancel = context.CancellationToken;
        try
        {
            await foreach (var draft in invoices.DraftsAsync(cancel))
            {
                await CloseAsync(draft, cancel);
            }
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            log.LogError(e, "Drafts not closed, the rest follows with the next run.");
            await pager.PageAsync("invoices-not-closed", "The run that closes invoices has failed.", e.Message, cancel);
            throw new JobExecutionException(e);
        }
    }

    private async Task CloseAsync(DraftInvoice draft, CancellationToken cancel)
    {
        var used = await ledger.TotalsAsync(draft.AccountId, draft.PeriodStart, draft.PeriodEnd, cancel);
        var invoiced = await invoices.UnitsAsync(draft.LagoId, cancel);

        var differences = Comparison.Of(used, invoiced);
        if (differences.Count > 0)
        {
            log.LogInformation(
                "Invoice {Invoice} of {Account} differs from the ledger: {Differences}",
                draft.LagoId, draft.AccountId, string.Join("; ", differences));
        }
        await invoices.FinalizeAsync(draft.LagoId, cancel);
        log.LogInformation("Invoice {Invoice} of {Account} is final.", draft.LagoId, draft.AccountId);
    }
}
