using Claudit.Submissions;
using Xunit;

namespace Claudit.Analysis.Extraction;

public sealed class BuilderStoresTests
{
    [Theory]
    [InlineData("await db.insert(usageEvents).values({ id: e.id, qty: e.units }).onConflictDoNothing();", "Write usage_events [insert async] id=e.id qty=e.units | insert nothing set id = ? e id; qty = ? e units")]
    [InlineData("await db.update(quotas).set({ used: sql`${quotas.used} + ${n}` }).where(and(eq(quotas.org, org), lt(quotas.used, cap)));",
        "Write quotas [increment async bare] used=sql`${quotas.used} + ${n}` org=org used=cap | update where org = ? org; used < ? cap set used += ? sql quotas used n")]
    [InlineData("const [row] = await db.select({ total: sum(usageEvents.qty) }).from(usageEvents).where(between(usageEvents.at, start, end));",
        "Read usage_events [sum async] at=start | select where at between ? start agg sum(qty)")]
    [InlineData("await knex('usage').insert({ id, qty }).onConflict('id').ignore();", "Write usage [insert async] id=id qty=qty | insert nothing set id = ? id; qty = ? qty")]
    [InlineData("await knex('usage').insert({ id, qty }).onConflict('id').merge();", "Write usage [upsert async] id=id qty=qty | insert update set id = ? id; qty = ? qty")]
    [InlineData("await trx('quota').where({ org }).where('used', '<', cap).increment('used', n);", "Write quota [increment async bare] org=org used=cap used=n | update where org = ? org; used < ? cap set used += ? n")]
    [InlineData("const r = await knex('usage').where('at', '<=', end).sum('qty as total').first();", "Read usage [sum async] at=end | select where at <= ? end agg sum(qty)")]
    [InlineData("await db.insertInto('usage').values({ id: e.id }).onConflict(oc => oc.column('id').doNothing()).execute();", "Write usage [insert async] id=e.id | insert nothing set id = ? e id")]
    [InlineData("await supabase.from('usage').select('*').eq('org', org).lte('at', end).range(0, 99);", "Read usage [list async] org=org at=end | select where org = ? org; at <= ? end")]
    [InlineData("await ds.createQueryBuilder().insert().into(UsageEvent).values({ id: e.id }).orIgnore().execute();", "Write usage_event [insert async] id=e.id | insert nothing set id = ? e id")]
    [InlineData("const t = await repo.createQueryBuilder('u').select('SUM(u.qty)', 'usage').where('u.at <= :periodEnd', { periodEnd }).getRawOne();",
        "Read repo [sum async] | select where at <= ? period end agg sum(u.qty)")]
    [InlineData("items.filter(x => x.at <= end).map(f); const s = new Set(); s.delete(usage);", "")]
    public void Builders_in_TypeScript(string source, string expected) =>
        Assert.Equal(expected, Extracted.Queries($"async function f(e) {{ {source} }}", Language.TypeScript));

    [Theory]
    [InlineData("session.execute(insert(UsageEvent).values(id=e.id, qty=e.qty).on_conflict_do_nothing())", "Write usage_event [insert] id=e.id qty=e.qty | insert nothing set id = ? e id; qty = ? e qty")]
    [InlineData("session.execute(update(Quota).where(Quota.org == org, Quota.used < cap).values(used=Quota.used + n))",
        "Write quota [increment bare] org=org used=cap used=Quota.used + n | update where org = ? org; used < ? cap set used += ? quota used n")]
    [InlineData("total = session.execute(select(func.sum(Usage.qty)).where(Usage.at >= start, Usage.at <= end)).scalar()",
        "Read usage [sum] at=start at=end | select where at >= ? start; at <= ? end agg sum(qty)")]
    [InlineData("stmt = select(Usage).where(Usage.at <= end)\n    rows = session.scalars(stmt).all()", "Read usage [list] at=end | select where at <= ? end")]
    [InlineData("row = session.query(Quota).filter_by(org=org).with_for_update().one()", "Read quota [one lock] org=org | select where org = ? org")]
    public void Builders_in_Python(string source, string expected) => Assert.Equal(expected, Extracted.Queries($"def f(e):\n    {source}\n", Language.Python));
}
