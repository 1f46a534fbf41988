using Dapper;
using Npgsql;

namespace Vaultbox.Overage;

public sealed record Transfer(
    Guid Id, Guid AccountId, Guid FileId, string Direction, long Bytes, DateTimeOffset OccurredAt);

/// <summary>Records a finished transfer with its overage. Called by a consumer that acknowledges after success.</summary>
public sealed class TransferRecorder(NpgsqlDataSource source)
{
    private const string InsertTransfer =
        """
        INSERT INTO transfers (id, account_id, file_id, direction, bytes, occurred_at)
        VALUES (@Id, @AccountId, @FileId, @Direction, @Bytes, @OccurredAt)
        ON CONFLICT (id) DO NOTHING
        """;

    // The row of the period is created with the plan's allowance when the period opens; the update locks it until the commit.
    private const string AddToPeriod =
        """
        UPDATE transfer_periods
        SET bytes = bytes + @Bytes
        WHERE account_id = @AccountId AND starts_at <= @OccurredAt AND ends_at > @OccurredAt
        RETURNING id, bytes - @Bytes AS before, bytes AS after, included_bytes AS included
        """;

    // The invoice adds up these rows, and prices the sum by the gigabyte.
    private const string InsertOverage =
        """
        INSERT INTO overage_charges (transfer_id, period_id, account_id, bytes)
        VALUES (@TransferId, @PeriodId, @AccountId, @Bytes)
        """;

    public async Task RecordAsync(Transfer transfer, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);

        var inserted = await connection.ExecuteAsync(InsertTransfer, transfer, transaction);
        if (inserted == 0)
        {
            return;
        }

        var period = await connection.QuerySingleOrDefaultAsync<PeriodTotal>(AddToPeriod, transfer, transaction)
            ?? throw new InvalidOperationException(
                $"Account {transfer.AccountId} has no open period at {transfer.OccurredAt:O} for transfer {transfer.Id}.");

        var overage = OverageMath.Beyond(period.Included, period.Before, period.After);
        if (overage > 0)
        {
            var charge = new { TransferId = transfer.Id, PeriodId = period.Id, transfer.AccountId, Bytes = overage };
            await connection.ExecuteAsync(InsertOverage, charge, transaction);
        }
        await transaction.CommitAsync(cancel);
    }

    private sealed record PeriodTotal(Guid Id, long Before, long After, long Included);
}
