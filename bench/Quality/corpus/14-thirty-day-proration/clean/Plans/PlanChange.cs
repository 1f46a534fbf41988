using System.Data.Common;
using Dapper;

namespace Atlas.Billing.Plans;

public sealed record Subscription(
    Guid Id, Guid AccountId, string Plan, decimal MonthlyFee, DateTimeOffset PeriodStart, DateTimeOffset PeriodEnd);

public sealed record Adjustment(Guid SubscriptionId, string Description, decimal Amount, DateTimeOffset At);

public static class Proration
{
    public static decimal ForRest(decimal monthlyFee, Subscription subscription, DateTimeOffset changedAt)
    {
        var rest = subscription.PeriodEnd - changedAt;
        var share = (decimal)rest.Ticks / (subscription.PeriodEnd - subscription.PeriodStart).Ticks;
        return decimal.Round(monthlyFee * share, 2, MidpointRounding.ToEven);
    }
}

public sealed class PlanChanges(DbDataSource database)
{
    public async Task ChangeAsync(Guid subscriptionId, string plan, decimal monthlyFee, DateTimeOffset at, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);

        var subscription = await connection.QuerySingleAsync<Subscription>(
            """
            SELECT id, account_id AS AccountId, plan, monthly_fee AS MonthlyFee,
                   period_start AS PeriodStart, period_end AS PeriodEnd
            FROM subscriptions WHERE id = @subscriptionId FOR UPDATE
            """,
            new { subscriptionId }, transaction);
        if (subscription.Plan == plan) return;
        if (at < subscription.PeriodStart || at >= subscription.PeriodEnd)
            throw new ArgumentOutOfRangeException(nameof(at), at, "A plan changes within its current period.");

        Adjustment[] adjustments =
        [
            new(subscriptionId, $"Unused part of {subscription.Plan}", -Proration.ForRest(subscription.MonthlyFee, subscription, at), at),
            new(subscriptionId, $"Rest of the period on {plan}", Proration.ForRest(monthlyFee, subscription, at), at),
        ];
        await connection.ExecuteAsync(
            """
            INSERT INTO invoice_adjustments (subscription_id, description, amount, at)
            VALUES (@SubscriptionId, @Description, @Amount, @At)
            """,
            adjustments, transaction);
        await connection.ExecuteAsync(
            "UPDATE subscriptions SET plan = @plan, monthly_fee = @monthlyFee, changed_at = @at WHERE id = @subscriptionId",
            new { subscriptionId, plan, monthlyFee, at }, transaction);
        await transaction.CommitAsync(cancel);
    }
}
