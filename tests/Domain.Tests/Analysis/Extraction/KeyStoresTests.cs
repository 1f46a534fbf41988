using Claudit.Submissions;
using Xunit;

namespace Claudit.Analysis.Extraction;

public sealed class KeyStoresTests
{
    [Theory]
    [InlineData("await redis.incrby(`usage:${org}`, n);", Language.TypeScript, "Write usage:?{org} [increment atomic key async] key=`usage:${org}` value=n")]
    [InlineData("const ok = await redis.set('dedupe:' + id, '1', 'EX', 86400, 'NX'); if (!ok) return;", Language.TypeScript,
        "Write dedupe:? [claim key ttl async checked] key='dedupe:' + id value='1' ttl=86400")]
    [InlineData("await client.set(`processed:${id}`, '1', { NX: true, EX: ttl });", Language.TypeScript, "")]
    [InlineData("import { createClient } from 'redis'; async function f(e) { await client.set(`processed:${id}`, '1'); }", Language.TypeScript, "Write processed:?{id} [overwrite key async] key=`processed:${id}` value='1'")]
    [InlineData("await redisClient.set(`processed:${id}`, '1', { NX: true, EX: ttl });", Language.TypeScript, "Write processed:?{id} [claim key ttl async] key=`processed:${id}` value='1' ttl=ttl")]
    [InlineData("const used = await kv.get(quotaKey(org));", Language.TypeScript, "Read quotaKey() [one key async] key=quotaKey(org)")]
    [InlineData("await redis.hincrby('usage', org, n); await redis.expire('usage', 60);", Language.TypeScript,
        "Write usage [increment atomic key async] key='usage' field=org value=n ;; Write usage [expire ttl key async] key='usage' ttl=60")]
    [InlineData("const m = new Map(); m.set('usage', 1); m.get('usage'); params.get('usage');", Language.TypeScript, "")]
    [InlineData("if not r_redis.set(f\"usage:{e.id}\", 1, nx=True, ex=3600):\n        return", Language.Python, "Write usage:?{e.id} [claim key ttl checked] key=f\"usage:{e.id}\" value=1 ttl=3600")]
    [InlineData("pipe.incr(f\"quota:{org}\")", Language.Python, "Write quota:?{org} [increment atomic key] key=f\"quota:{org}\"")]
    [InlineData("await _redis.StringSetAsync($\"event:{id}\", 1, TimeSpan.FromDays(1), When.NotExists);", Language.CSharp,
        "Write event:?{id} [claim key ttl async] key=$\"event:{id}\" value=1 ttl=TimeSpan.FromDays(1)")]
    [InlineData("_cache.Set(\"limits:\" + org, plan, TimeSpan.FromHours(1));", Language.CSharp, "Write limits:? [overwrite key cache ttl] key=\"limits:\" + org value=plan ttl=TimeSpan.FromHours(1)")]
    public void Values_by_key(string source, Language language, string expected) => Assert.Equal(expected, Extracted.Stores(Function(source, language), language));

    [Theory]
    [InlineData("await ddb.send(new UpdateCommand({ TableName: 'usage', Key: { org }, UpdateExpression: 'ADD #q :n', ExpressionAttributeNames: { '#q': 'qty' }, ExpressionAttributeValues: { ':n': n } }));",
        Language.TypeScript, "Write usage [increment async] org=org qty=n | update where org = ? org set qty += ? n")]
    [InlineData("await ddb.send(new PutCommand({ TableName: 'processed_events', Item: { id: e.id }, ConditionExpression: 'attribute_not_exists(id)' }));",
        Language.TypeScript, "Write processed_events [insert claim async] id=e.id | insert set id = ? e id")]
    [InlineData("await ddb.send(new TransactWriteCommand({ TransactItems: [{ Put: { TableName: 'seen_events', Item: { id }, ConditionExpression: 'attribute_not_exists(id)' } }, { Update: { TableName: 'usage', Key: { org }, UpdateExpression: 'SET qty = qty + :n', ExpressionAttributeValues: { ':n': n } } }] }));",
        Language.TypeScript, "Write seen_events [insert transaction claim async] id=id | insert set id = ? id ;; Write usage [increment transaction async] org=org qty=n | update where org = ? org set qty += ? n")]
    [InlineData("usage_table.update_item(Key={\"org\": org}, UpdateExpression=\"SET used = if_not_exists(used, :zero) + :n\", ConditionExpression=\"used < :cap\", ExpressionAttributeValues={\":n\": n, \":zero\": 0, \":cap\": cap})",
        Language.Python, "Write usage [increment conditional] org=org used=n | update where org = ? org; used < ? cap set used += ? n")]
    public void Items_in_DynamoDB(string source, Language language, string expected) => Assert.Equal(expected, Extracted.Queries(Function(source, language), language));

    private static string Function(string source, Language language) => language switch
    {
        Language.Python => $"def f(e):\n    {source}\n",
        Language.CSharp => $"class C {{ async Task F(E e) {{ {source} }} }}",
        _ when source.StartsWith("import ", StringComparison.Ordinal) => source,
        _ => $"async function f(e) {{ {source} }}",
    };
}
