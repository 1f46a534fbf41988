using Parley.Billing.Alerting;
using Parley.Billing.Data;
using Stripe.Events;

namespace Parley.Billing.Stripe;

/// <summary>Brings what Stripe could not process to the billing team, with the rows of the usage log that it names.</summary>
public sealed class MeterErrorAlerts(UsageLog usage, IPager pager, BillingMetrics metrics)
{
    public async Task RaiseAsync(V1BillingMeterErrorReportTriggeredEvent report, CancellationToken cancel)
    {
        var reason = report.Data.Reason;
        var identifiers = reason.ErrorTypes
            .SelectMany(type => type.SampleErrors)
            .Select(sample => sample.Request.Identifier)
            .ToArray();
        metrics.MeterEventsRefused(reason.ErrorCount);
        await usage.MarkRefusedAsync(identifiers, report.Id, cancel);
        await pager.PageAsync(
            $"stripe-meter-{report.Id}",
            $"Stripe refused {reason.ErrorCount} meter events between {report.Data.ValidationStart:u} and {report.Data.ValidationEnd:u}",
            string.Join("; ", reason.ErrorTypes.Select(type => $"{type.Code}: {type.ErrorCount}")),
            cancel);
    }

    public async Task RaiseAsync(V1BillingMeterNoMeterFoundEvent report, CancellationToken cancel)
    {
        var reason = report.Data.Reason;
        metrics.MeterEventsRefused(reason.ErrorCount);
        await pager.PageAsync(
            $"stripe-meter-{report.Id}",
            $"Stripe has no meter for {reason.ErrorCount} events between {report.Data.ValidationStart:u} and {report.Data.ValidationEnd:u}",
            report.Data.DeveloperMessageSummary,
            cancel);
    }
}
