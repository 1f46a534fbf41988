using Dapper;
using Npgsql;
using Stripe;
using Stripe.Billing;

namespace Pagelift.Metering;

public sealed class HourlyReporter(
    NpgsqlDataSource database, IStripeClient stripe, ReporterMetrics metrics, TimeProvider clock, ILogger<HourlyReporter> log)
    : BackgroundService
{
    private const string RollUp =
        """
        INSERT INTO meter_reports (account_id, hour, quantity)
        SELECT account_id, @hour, count(*)
        FROM conversions
        WHERE finished_at >= @from AND finished_at < @to AND succeeded
        GROUP BY account_id
        ON CONFLICT (account_id, hour) DO NOTHING
        """;

    private const string Unsent =
        """
        SELECT r.account_id AS AccountId, a.stripe_customer_id AS Customer, r.hour AS Hour, r.quantity AS Quantity
        FROM meter_reports r JOIN accounts a ON a.id = r.account_id
        WHERE r.sent_at IS NULL
        ORDER BY r.hour, r.account_id
        """;

    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(5));
        do
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(stoppingToken);
                await RollUpAsync(connection);
                await SendAsync(connection, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                metrics.Failed.Add(1);
                log.LogError(e, "Conversions not reported");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RollUpAsync(NpgsqlConnection connection)
    {
        var complete = clock.GetUtcNow().UtcDateTime - Settling;
        var hour = await connection.ExecuteScalarAsync<DateTime>("SELECT next_hour FROM meter_progress");
        for (; hour.AddHours(1) <= complete; hour = hour.AddHours(1))
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await connection.ExecuteAsync(RollUp, new { hour, from = hour, to = hour.AddHours(1) });
            await connection.ExecuteAsync("UPDATE meter_progress SET next_hour = @next", new { next = hour.AddHours(1) });
            await transaction.CommitAsync();
        }
    }

    private async Task SendAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var events = new MeterEventService(stripe);
        var unsent = (await connection.QueryAsync<Report>(Unsent)).AsList();
        metrics.Backlog.Record(unsent.Count);
        foreach (var report in unsent)
        {
            try
            {
                await events.CreateAsync(report.ToMeterEvent(), cancellationToken: cancel);
            }
            catch (StripeException e) when (e.Message.Contains("already exists with identifier"))
            {
                metrics.Duplicates.Add(1);
            }
            catch (Exception e) when (e is StripeException or HttpRequestException or TimeoutException)
            {
                metrics.Failed.Add(1);
                log.LogError(e, "Conversions of {Account} in {Hour:O} not accepted", report.AccountId, report.Hour);
                continue;
            }
            await connection.ExecuteAsync(
                "UPDATE meter_reports SET sent_at = now() WHERE account_id = @AccountId AND hour = @Hour", report);
            metrics.Sent.Add(1);
        }
    }

    private sealed record Report(Guid AccountId, string Customer, DateTime Hour, long Quantity)
    {
        public MeterEventCreateOptions ToMeterEvent() => new()
        {
            EventName = MeterSetup.EventName,
            Identifier = $"{MeterSetup.EventName}:{AccountId:N}:{Hour:yyyyMMddHH}",
            Timestamp = Hour,
            Payload = new() { ["stripe_customer_id"] = Customer, ["value"] = Quantity.ToString() },
        };
    }
}
