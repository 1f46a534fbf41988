using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Vectorly.Usage;

public sealed record UsageFact(
    Guid Id,
    string AccountId,
    string Meter,
    long Quantity,
    DateTimeOffset OccurredAt);

public sealed class UsageStore(IAmazonDynamoDB dynamo, IConfiguration configuration)
{
    private readonly string _table = configuration["Usage:Table"]
        ?? throw new InvalidOperationException("Usage:Table is not configured.");

    public async Task AddAsync(UsageFact fact)
    {
        var item = new Dictionary<string, AttributeValue>
        {
            ["pk"] = new() { S = $"ACCOUNT#{fact.AccountId}" },
            ["sk"] = new() { S = $"USAGE#{fact.OccurredAt.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}#{fact.Id:N}" },
            ["meter"] = new() { S = fact.Meter },
            ["quantity"] = new() { N = fact.Quantity.ToString(CultureInfo.InvariantCulture) },
            ["state"] = new() { S = "pending" },
        };
        try
        {
            await dynamo.PutItemAsync(new PutItemRequest
            {
                TableName = _table,
                Item = item,
                ConditionExpression = "attribute_not_exists(sk)",
            });
        }
        catch (ConditionalCheckFailedException)
        {
        }
    }
}
