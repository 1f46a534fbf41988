using Xunit;

namespace Claudit.Code.Sql;

public sealed class SqlReaderTests
{
    [Theory]
    [InlineData("SELECT SUM(quantity) FROM usage_events WHERE customer_id = $1 AND at >= $2 AND at <= $3",
        "select usage_events | where customer_id = ?; at >= ?; at <= ? | agg sum(quantity)")]
    [InlineData("select sum(u.qty) total from billing.usage u where u.at between ?{start} and ?{periodEnd} and u.meter in ('a', 'b') group by u.meter, date_trunc('day', u.at) order by 1",
        "select usage | where at between ? start and ? period end; meter in ('a', 'b') | agg sum(u.qty) | by meter; date_trunc('day', u.at)")]
    [InlineData("SELECT count(*) FILTER (WHERE status = 'ok') FROM \"UsageEvents\" WHERE \"At\"::date < :periodEnd LIMIT 10 OFFSET %(skip)s",
        "select usageevents | where status = 'ok'; at < ? period end | agg count(*) | limits | offsets")]
    [InlineData("SELECT u.* FROM usage u JOIN plans p ON p.id = u.plan_id WHERE NOT u.exported IS NULL FOR UPDATE SKIP LOCKED",
        "select usage,plans | where id = u.plan_id; exported is null | joins | locks")]
    [InlineData("SELECT TOP 1 [used] FROM [dbo].[Quota Counters] WITH (UPDLOCK) WHERE [customer] = @CustomerId",
        "select quota counters | where customer = ? customer id | limits | locks")]
    [InlineData("SELECT sum(q) FROM usage FINAL WHERE tenant = {0}", "select usage | where tenant = ? | agg sum(q) | dedupes")]
    [InlineData("SELECT sum(q) FROM usage WHERE at < {periodEnd: DateTime64(3, 'UTC')} AND t = {tenant:String}", "select usage | where at < ? period end; t = ? tenant | agg sum(q)")]
    [InlineData("SELECT sum(q) FROM (SELECT DISTINCT ON (event_id) q FROM usage ORDER BY event_id) d", "select usage | agg sum(q) | dedupes")]
    [InlineData("SELECT count(DISTINCT user_id) FROM usage", "select usage | agg count(distinct user_id)")]
    [InlineData("SELECT ?{usageEvents.meterName} FROM ?{usageEvents} WHERE ?{usageEvents.createdAt} <= ?{end}", "select usage_events | where created_at <= ? end")]
    [InlineData("SELECT used FROM quota WHERE $1 > at AND used + $2 <= quota.included AND coalesce(n, 0) <> 3 AND 1 = 1",
        "select quota | where at < ?; used <= quota.included; n <> 3")]
    [InlineData("SELECT c.name, t.total FROM customers c JOIN (SELECT customer_id, sum(qty) AS total FROM usage GROUP BY customer_id) t ON t.customer_id = c.id",
        "select customers,usage | where customer_id = c.id | agg sum(qty) | by customer_id")]
    [InlineData("SELECT sum(u.qty) FROM usage u LEFT JOIN tags t ON t.usage_id = u.id", "select usage,tags | where usage_id = u.id | agg sum(u.qty) | joins")]
    [InlineData("SELECT * FROM usage WHERE id = ANY($1) AND id NOT IN (SELECT event_id FROM exported) AND extract(epoch FROM at) > 5 AND a IS DISTINCT FROM b",
        "select usage,exported | where id in any(?); id in not (select event_id from exported); at > 5; a is distinct")]
    public void Reads(string sql, string expected) => Assert.Equal(expected, Statements.Of(sql));

    [Theory]
    [InlineData("INSERT INTO usage_events (id, customer_id, qty) VALUES ($1, $2, 5), ($4, $5, 6) ON CONFLICT (id) DO NOTHING RETURNING id",
        "insert usage_events | set id = ?; customer_id = ?; qty = 5 | conflict nothing | returns")]
    [InlineData("insert into usage (day, qty) values (?{day}, ?{event.qty}) on conflict (day) do update set qty = usage.qty + excluded.qty",
        "insert usage | set day = ? day; qty = ? event qty; qty += usage.qty + excluded.qty | conflict accumulate")]
    [InlineData("INSERT INTO usage (day, qty) VALUES (%s, %s) ON CONFLICT (day) DO UPDATE SET qty = EXCLUDED.qty WHERE usage.v < excluded.v",
        "insert usage | where v < excluded.v | set day = ?; qty = ?; qty = excluded.qty | conflict update")]
    [InlineData("INSERT INTO u (d, q) VALUES (?, ?) ON DUPLICATE KEY UPDATE q = q + VALUES(q)", "insert u | set d = ?; q = ?; q += q + values(q) | conflict accumulate")]
    [InlineData("INSERT INTO u (d, q) VALUES (?, ?) ON DUPLICATE KEY UPDATE d = d", "insert u | set d = ?; q = ?; d = d | conflict nothing")]
    [InlineData("INSERT OR IGNORE INTO processed_events(id) VALUES (@id)", "insert processed_events | set id = ? id | conflict nothing")]
    [InlineData("INSERT INTO rollups (customer, total) SELECT customer_id, SUM(qty) FROM usage WHERE at >= $1 GROUP BY customer_id",
        "insert rollups,usage | where at >= ? | set customer = customer_id; total = sum(qty) | agg sum(qty) | by customer_id")]
    [InlineData("UPDATE quotas SET used = used + $1, updated_at = now() WHERE id = $2 AND used + $1 <= max_units",
        "update quotas | where id = ?; used <= max_units | set used += used + ?; updated_at = now()")]
    [InlineData("UPDATE quotas q SET used = ?{newUsed} FROM plans p WHERE p.id = q.plan", "update quotas,plans | where id = q.plan | set used = ? new used")]
    [InlineData("UPDATE w SET balance -= @n", "update w | set balance += ? n")]
    [InlineData("DELETE FROM outbox WHERE sent_at < now() - interval '30 days'", "delete outbox | where sent_at < now() - interval '30 days'")]
    [InlineData("MERGE INTO usage t USING (SELECT * FROM staging) s ON t.id = s.id WHEN MATCHED THEN UPDATE SET t.qty = t.qty + s.qty WHEN NOT MATCHED THEN INSERT (id, qty) VALUES (s.id, s.qty);",
        "merge usage,staging | where id = s.id | set qty += t.qty + s.qty; id = s.id; qty = s.qty | conflict accumulate")]
    [InlineData("WITH new AS (INSERT INTO seen (id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id) UPDATE usage SET qty = qty + $2 WHERE EXISTS (SELECT 1 FROM new)",
        "insert seen | set id = ? | conflict nothing | returns ;; update usage | set qty += qty + ?")]
    [InlineData("WITH d AS (SELECT customer_id, max(qty) AS q FROM usage GROUP BY customer_id) SELECT sum(q) FROM d WHERE q > 0",
        "select usage | where q > 0 | agg max(qty); sum(q) | by customer_id")]
    public void Writes(string sql, string expected) => Assert.Equal(expected, Statements.Of(sql));

    [Theory]
    [InlineData("CREATE TABLE IF NOT EXISTS billing.usage_events (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), qty numeric(12, 2) NOT NULL, at timestamp with time zone DEFAULT now(), k text UNIQUE, CONSTRAINT c UNIQUE (customer_id, k))",
        "create usage_events | columns id uuid default gen_random_uuid(); qty numeric(12, 2); at timestamp with time zone default now(); k text | unique id; k; customer_id,k")]
    [InlineData("CREATE UNIQUE INDEX CONCURRENTLY ux ON usage_events USING btree (event_id, lower(k)) WHERE k IS NOT NULL", "create usage_events | unique event_id,k")]
    [InlineData("ALTER TABLE usage ADD CONSTRAINT u UNIQUE (a, b), ADD COLUMN region text NOT NULL", "create usage | columns region text | unique a,b")]
    [InlineData("CREATE TABLE u (a INT, `k` VARCHAR(64), PRIMARY KEY (`a`), UNIQUE KEY `uq` (`k`, a)) ENGINE=InnoDB", "create u | columns a int; k varchar(64) | unique a; k,a | engine innodb")]
    [InlineData("CREATE TABLE u (id String, at DateTime64(3)) ENGINE = ReplacingMergeTree(v) PARTITION BY toYYYYMM(at) ORDER BY (id) TTL at + INTERVAL 30 DAY",
        "create u | columns id string; at datetime64(3) | engine replacingmergetree(v) | ttl at + interval 30 day")]
    [InlineData("CREATE MATERIALIZED VIEW usage_daily AS SELECT customer_id, sum(qty) FROM usage GROUP BY 1", "create usage_daily,usage | agg sum(qty) | by 1")]
    [InlineData("CREATE FUNCTION add_usage(n int) RETURNS void AS $$ BEGIN IF n > 0 THEN UPDATE usage SET used = used + n; END IF; END $$ LANGUAGE plpgsql;", "update usage | set used += used + n")]
    public void Definitions(string sql, string expected) => Assert.Equal(expected, Statements.Of(sql));

    [Theory]
    [InlineData("")]
    [InlineData("Select a plan")]
    [InlineData("Update your usage settings")]
    [InlineData("Delete the usage from the table")]
    [InlineData("Create usage record")]
    [InlineData("insert coin")]
    [InlineData("SELECT 1")]
    public void What_is_no_statement_gives_nothing(string text) => Assert.Equal("", Statements.Of(text));

    [Fact]
    public void Statements_side_by_side_are_read_one_by_one() => Assert.Equal(
        "insert a | set x = 1 ;; update usage | where y = 3 | set x = 2 ;; select usage",
        Statements.Of("BEGIN; INSERT INTO a (x) VALUES (1); -- ; \nUPDATE usage SET x = 2 WHERE y = 3\nSELECT * FROM usage; COMMIT"));

    [Fact]
    public void Models_of_dbt_name_their_sources() => Assert.Equal(
        "select usage_events,this | where at > (select max(at) from this) | agg sum(qty); max(at)",
        Statements.Of("{{ config(unique_key='id') }}\nselect sum(qty) from {{ ref('usage_events') }}\n{% if is_incremental() %} where at > (select max(at) from {{ this }}) {% endif %}"));
}
