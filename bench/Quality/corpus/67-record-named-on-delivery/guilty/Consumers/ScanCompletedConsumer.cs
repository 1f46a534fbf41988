using MassTransit;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Sentinel.Contracts;
using Sentinel.Metering.Data;

namespace Sentinel.Metering.Consumers;

public sealed class ScanCompletedConsumer(MeteringContext db, ILogger<ScanCompletedConsumer> log)
    : IConsumer<ScanCompleted>
{
    public async Task Consume(ConsumeContext<ScanCompleted> context)
    {
        var scan = context.Message;
        db.Usage.Add(new UsageRecord
        {
            Id = NewId.NextGuid(),
            OrganizationId = scan.OrganizationId,
            Meter = Meters.ScannedFiles,
            Quantity = scan.FilesScanned,
            RepositoryId = scan.RepositoryId,
            ScanId = scan.ScanId,
            OccurredAt = scan.CompletedAt.ToUniversalTime(),
        });

        try
        {
            await db.SaveChangesAsync(context.CancellationToken);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            log.LogInformation("Usage of scan {ScanId} is recorded already.", scan.ScanId);
        }
    }
}

public sealed class ScanCompletedConsumerDefinition : ConsumerDefinition<ScanCompletedConsumer>
{
    public ScanCompletedConsumerDefinition()
    {
        EndpointName = "metering-scan-completed";
        ConcurrentMessageLimit = 16;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpoint,
        IConsumerConfigurator<ScanCompletedConsumer> consumer,
        IRegistrationContext context)
    {
        endpoint.UseDelayedRedelivery(r => r.Intervals(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(3)));
        endpoint.UseMessageRetry(r => r.Exponential(5, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1)));
    }
}
