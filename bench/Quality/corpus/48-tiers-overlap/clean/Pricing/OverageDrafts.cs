using Dapper;
using Npgsql;

namespace Tilemap.Pricing;

public sealed class OverageDrafts(NpgsqlDataSource database, PriceBook prices, ILogger<OverageDrafts> log)
{
    private const string Used =
        """
        SELECT coalesce(sum(tiles), 0)::bigint
        FROM tile_usage
        WHERE account_id = @AccountId AND served_at >= @Start AND served_at < @End
        """;

    private const string Draft =
        """
        INSERT INTO draft_lines (period_id, from_unit, to_unit, cents_per_unit, cents)
        VALUES (@PeriodId, @From, @To, @CentsPerUnit, @Cents)
        """;

    public async Task WriteAsync(Period period, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var used = await connection.ExecuteScalarAsync<long>(Used, period, transaction);
        var charges = prices.For(period.PlanCode).ChargesFor(used);

        await connection.ExecuteAsync("DELETE FROM draft_lines WHERE period_id = @Id", period, transaction);
        foreach (var charge in charges)
        {
            await connection.ExecuteAsync(
                Draft,
                new { PeriodId = period.Id, charge.From, charge.To, charge.CentsPerUnit, charge.Cents },
                transaction);
        }
        await transaction.CommitAsync(cancel);
        log.LogInformation("{Used} tiles of {Account} drafted in {Lines} lines", used, period.AccountId, charges.Count);
    }
}

public sealed record Period(Guid Id, Guid AccountId, string PlanCode, DateTime Start, DateTime End);
