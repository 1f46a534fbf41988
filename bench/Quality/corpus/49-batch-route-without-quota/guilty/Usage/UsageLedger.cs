using Dapper;
using Npgsql;

namespace Lingo.Usage;

public sealed class UsageLedger(NpgsqlDataSource database, TimeProvider clock)
{
    private const string Insert =
        """
        INSERT INTO usage_outbox (event_id, account_id, api_key_id, meter, quantity, target_language, occurred_at)
        VALUES (@eventId, @account, @apiKey, @meter, @quantity, @target, @occurredAt)
        """;

    public async Task RecordAsync(Guid account, Guid apiKey, string meter, long quantity, string target)
    {
        var occurredAt = clock.GetUtcNow().UtcDateTime;
        var eventId = Guid.CreateVersion7(occurredAt);
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(Insert, new { eventId, account, apiKey, meter, quantity, target, occurredAt });
    }
}
