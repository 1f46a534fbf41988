using MassTransit;
using Sentinel.Contracts;
using Sentinel.Metering.Alerting;

namespace Sentinel.Metering.Consumers;

/// <summary>Hears of every message whose redeliveries are used up; the message itself waits in the error queue.</summary>
public sealed class ScanFaultConsumer(IPager pager) : IConsumer<Fault<ScanCompleted>>
{
    public Task Consume(ConsumeContext<Fault<ScanCompleted>> context)
    {
        var scan = context.Message.Message;
        return pager.PageAsync(
            "usage-not-recorded",
            $"Scan {scan.ScanId} of organization {scan.OrganizationId} ({scan.FilesScanned} files) is not metered.",
            context.Message.Exceptions.FirstOrDefault()?.Message,
            context.CancellationToken);
    }
}
