using Dapper;
using Lingo.Identity;
using Npgsql;

namespace Lingo.Quota;

public interface IMetered
{
    long Units { get; }
}

public sealed class QuotaFilter(NpgsqlDataSource database, ILogger<QuotaFilter> log) : IEndpointFilter
{
    private const string Take =
        """
        UPDATE quotas SET used = used + @units
        WHERE account_id = @account AND period_start <= now() AND now() < period_end AND used + @units <= allowed
        RETURNING period_start
        """;

    private const string GiveBack =
        "UPDATE quotas SET used = used - @units WHERE account_id = @account AND period_start = @period";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var account = context.HttpContext.User.AccountId();
        var units = context.Arguments.OfType<IMetered>().Single().Units;

        var period = await ScalarAsync<DateTime?>(Take, new { account, units });
        if (period is null)
        {
            return Results.Problem(
                statusCode: StatusCodes.Status429TooManyRequests,
                title: "Quota exhausted",
                detail: $"{units} characters are more than what is left of this period's quota.");
        }
        try
        {
            return await next(context);
        }
        catch (Exception e)
        {
            log.LogWarning(e, "{Units} characters given back to {Account}", units, account);
            await ScalarAsync<int?>(GiveBack, new { account, units, period });
            throw;
        }
    }

    private async Task<T?> ScalarAsync<T>(string sql, object values)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<T>(sql, values);
    }
}
