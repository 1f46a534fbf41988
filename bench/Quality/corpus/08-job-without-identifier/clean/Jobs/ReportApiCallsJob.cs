using Dapper;
using Npgsql;
using Quartz;
using Stripe;
using Stripe.Billing;

namespace Hookline.Jobs;

[DisallowConcurrentExecution]
public sealed class ReportApiCallsJob(NpgsqlDataSource database, MeterEventService meterEvents, ReportMetrics metrics,
    ILogger<ReportApiCallsJob> log) : IJob
{
    public async Task Execute(IJobExecutionContext context)
    {
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        var hours = await connection.QueryAsync<HourlyCalls>(
            """
            SELECT h.account_id AS AccountId, a.stripe_customer_id AS StripeCustomerId,
                   h.window_start AS WindowStart, h.calls AS Calls
            FROM hourly_calls h JOIN accounts a ON a.id = h.account_id
            WHERE h.reported_at IS NULL AND h.calls > 0 AND h.window_start < date_trunc('hour', now() AT TIME ZONE 'UTC')
            ORDER BY h.window_start
            """);

        var failed = 0;
        foreach (var hour in hours)
        {
            try
            {
                await ReportAsync(hour, context.CancellationToken);
            }
            catch (StripeException e)
            {
                failed++;
                metrics.Failed.Add(1);
                log.LogError(e, "Calls of {AccountId} in the hour {WindowStart} not reported", hour.AccountId, hour.WindowStart);
                continue;
            }
            await connection.ExecuteAsync(
                "UPDATE hourly_calls SET reported_at = now() WHERE account_id = @AccountId AND window_start = @WindowStart", hour);
            metrics.Reported.Add(1);
        }
        if (failed > 0) throw new JobExecutionException($"{failed} hours were not reported and stay unreported for the next run");
    }

    private async Task ReportAsync(HourlyCalls hour, CancellationToken cancel)
    {
        try
        {
            await meterEvents.CreateAsync(
                new MeterEventCreateOptions
                {
                    EventName = "api_calls",
                    Identifier = $"api_calls-{hour.AccountId}-{hour.WindowStart:yyyyMMddHH}",
                    Timestamp = DateTime.SpecifyKind(hour.WindowStart, DateTimeKind.Utc),
                    Payload = new Dictionary<string, string>
                    {
                        ["stripe_customer_id"] = hour.StripeCustomerId,
                        ["value"] = hour.Calls.ToString(),
                    },
                },
                cancellationToken: cancel);
        }
        catch (StripeException e) when (e.Message.Contains("already exists with identifier"))
        {
            metrics.AlreadyReported.Add(1);
        }
    }
}

public sealed record HourlyCalls(Guid AccountId, string StripeCustomerId, DateTime WindowStart, long Calls);
