using System.Diagnostics.Metrics;
using Dapper;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Voltfleet.Export;

public class ExportUsage
{
    private const int LastAttempt = 40;

    private static readonly Meter Metrics = new("Voltfleet.Export");
    private static readonly Counter<long> Exported = Metrics.CreateCounter<long>("usage.exported");
    private static readonly Counter<long> Failed = Metrics.CreateCounter<long>("usage.export_failed");
    private static readonly Gauge<double> Oldest = Metrics.CreateGauge<double>("usage.oldest_pending", "s");

    private const string Claim = @"
        UPDATE TOP (100) billing.UsageOutbox WITH (READPAST)
        SET Attempts = Attempts + 1,
            NextAttemptAt = DATEADD(second, 60 * POWER(2, IIF(Attempts < 6, Attempts, 6)), SYSUTCDATETIME())
        OUTPUT inserted.EventId, inserted.Meter, inserted.CustomerKey, inserted.WattHours,
               inserted.StationId, inserted.SessionId, inserted.OccurredAt, inserted.Attempts
        WHERE SentAt IS NULL AND ParkedAt IS NULL AND NextAttemptAt <= SYSUTCDATETIME()";

    private readonly IConfiguration _configuration;
    private readonly OpenMeterClient _openMeter;
    private readonly ILogger<ExportUsage> _log;

    public ExportUsage(IConfiguration configuration, OpenMeterClient openMeter, ILogger<ExportUsage> log)
    {
        _configuration = configuration;
        _openMeter = openMeter;
        _log = log;
    }

    [Function(nameof(ExportUsage))]
    public async Task RunAsync([TimerTrigger("*/20 * * * * *")] TimerInfo timer, CancellationToken cancel)
    {
        await using var connection = new SqlConnection(_configuration.GetConnectionString("Billing"));
        foreach (var row in (await connection.QueryAsync<UsageRow>(Claim)).AsList())
        {
            try
            {
                await _openMeter.IngestAsync(row, cancel);
            }
            catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancel.IsCancellationRequested))
            {
                Failed.Add(1, new KeyValuePair<string, object?>("meter", row.Meter));
                if (row.Attempts < LastAttempt)
                {
                    _log.LogError(e, "{Meter} {EventId} of {Customer} not exported", row.Meter, row.EventId, row.CustomerKey);
                    continue;
                }
                _log.LogCritical(e, "{Meter} {EventId} of {Customer} parked", row.Meter, row.EventId, row.CustomerKey);
                await connection.ExecuteAsync(
                    "UPDATE billing.UsageOutbox SET ParkedAt = SYSUTCDATETIME(), LastError = @Message WHERE EventId = @EventId",
                    new { row.EventId, e.Message });
                continue;
            }
            await connection.ExecuteAsync(
                "UPDATE billing.UsageOutbox SET SentAt = SYSUTCDATETIME() WHERE EventId = @EventId", new { row.EventId });
            Exported.Add(1, new KeyValuePair<string, object?>("meter", row.Meter));
        }

        var age = await connection.ExecuteScalarAsync<int?>(
            "SELECT DATEDIFF(second, MIN(OccurredAt), SYSUTCDATETIME()) FROM billing.UsageOutbox WHERE SentAt IS NULL");
        Oldest.Record(age ?? 0);
    }
}
