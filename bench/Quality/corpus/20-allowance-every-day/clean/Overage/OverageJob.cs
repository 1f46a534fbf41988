using Dapper;
using Npgsql;

namespace Courier.Billing.Overage;

public sealed class OverageJob(NpgsqlDataSource database, IAlarm alarm, TimeProvider clock)
{
    private const string Usage =
        """
        SELECT (sent_at AT TIME ZONE 'UTC')::date AS Day, count(*) AS Messages
        FROM sent_messages
        WHERE workspace_id = @WorkspaceId AND sent_at >= @PeriodStart AND sent_at < @PeriodEnd
        GROUP BY 1 ORDER BY 1
        """;

    private const string Charge =
        """
        INSERT INTO overage_charges (workspace_id, period_start, messages, amount, computed_at)
        VALUES (@WorkspaceId, @PeriodStart, @Messages, @Amount, @At)
        ON CONFLICT (workspace_id, period_start) DO UPDATE SET
            messages = EXCLUDED.messages, amount = EXCLUDED.amount, computed_at = EXCLUDED.computed_at
        """;

    public async Task RunAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var periods = await connection.QueryAsync<ClosedPeriod>(
            """
            SELECT workspace_id AS WorkspaceId, period_start AS PeriodStart, period_end AS PeriodEnd,
                   included_messages AS IncludedMessages, price_per_thousand AS PricePerThousand
            FROM billing_periods WHERE period_end <= @Now AND charged_at IS NULL
            """,
            new { Now = clock.GetUtcNow() - TimeSpan.FromHours(2) });

        foreach (var period in periods)
        {
            try
            {
                await ChargeAsync(connection, period, cancel);
            }
            catch (NpgsqlException e)
            {
                await alarm.RaiseAsync($"Overage of workspace {period.WorkspaceId} from {period.PeriodStart:O} not charged", e, cancel);
            }
        }
    }

    private async Task ChargeAsync(NpgsqlConnection connection, ClosedPeriod period, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var days = (await connection.QueryAsync<DailyUsage>(Usage, period, transaction)).AsList();
        var charge = OverageCharge.For(days, new(period.IncludedMessages, period.PricePerThousand));
        await connection.ExecuteAsync(
            Charge,
            new { period.WorkspaceId, period.PeriodStart, charge.Messages, charge.Amount, At = clock.GetUtcNow() },
            transaction);
        await connection.ExecuteAsync(
            "UPDATE billing_periods SET charged_at = now() WHERE workspace_id = @WorkspaceId AND period_start = @PeriodStart",
            period, transaction);
        await transaction.CommitAsync(cancel);
    }
}

public sealed record ClosedPeriod(
    Guid WorkspaceId, DateTime PeriodStart, DateTime PeriodEnd, long IncludedMessages, decimal PricePerThousand);
