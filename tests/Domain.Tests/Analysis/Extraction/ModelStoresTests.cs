using Claudit.Submissions;
using Xunit;

namespace Claudit.Analysis.Extraction;

public sealed class ModelStoresTests
{
    [Theory]
    [InlineData("await prisma.usageEvent.create({ data: { id: e.id, qty: 1 } });", "Write usage_event [insert async] id=e.id qty=1 | insert set id = ? e id; qty = 1")]
    [InlineData("await prisma.usageEvent.createMany({ data: rows.map(r => ({ id: r.id })), skipDuplicates: true });", "Write usage_event [insert async] id=r.id | insert nothing set id = ? r id")]
    [InlineData("await tx.quota.update({ where: { org }, data: { used: { increment: n } } });",
        "Write quota [increment async] used={ increment: n } org=org | update where org = ? org set used += ? increment n")]
    [InlineData("const r = await this.prisma.quota.updateMany({ where: { org, used: { lt: cap } }, data: { used: row.used + n } }); if (r.count === 0) throw e;",
        "Write quota [overwrite async checked] used=row.used + n org=org used=cap | update where org = ? org; used < ? cap set used = ? row used n")]
    [InlineData("await prisma.usageDaily.upsert({ where: { day }, create: { day, qty }, update: { qty: { increment: qty } } });",
        "Write usage_daily [upsert increment async] day=day qty=qty qty={ increment: qty } | insert accumulate set day = ? day; qty = ? qty; qty += ? increment qty")]
    [InlineData("const s = await prisma.usageEvent.aggregate({ where: { at: { gte: start, lte: end } }, _sum: { qty: true } });",
        "Read usage_event [sum async] at=start at=end | select where at >= ? start; at <= ? end agg sum(qty)")]
    [InlineData("const rows = await prisma.usageEvent.groupBy({ by: ['customerId'], _sum: { qty: true } });", "Read usage_event [sum async] | select agg sum(qty) by customer_id")]
    [InlineData("const seen = await prisma.processedEvent.findUnique({ where: { id: e.id } });", "Read processed_event [one async] id=e.id | select where id = ? e id")]
    [InlineData("await Usage.increment('used', { by: n, where: { org } });", "Write usage [increment async] used=n org=org | update where org = ? org set used += ? n")]
    [InlineData("const total = await Usage.sum('qty', { where: { org } });", "Read usage [sum async] org=org | select where org = ? org agg sum(qty)")]
    [InlineData("await this.usageRepository.insert({ id: e.id });", "Write usage [insert async] id=e.id | insert set id = ? e id")]
    [InlineData("const rows = await usageRepo.find({ where: { at: Between(start, end) } });", "Read usage [list async] at=start | select where at between ? start")]
    [InlineData("await db.collection('usage').updateOne({ org }, { $inc: { qty: n } }, { upsert: true });",
        "Write usage [upsert increment async] org=org qty=n org=org | insert accumulate where org = ? org set qty += ? n; org = ? org")]
    [InlineData("await Usage.aggregate([{ $match: { at: { $gte: start, $lt: end } } }, { $group: { _id: '$org', total: { $sum: '$qty' } } }]);",
        "Read usage [sum async] at=start at=end | select where at >= ? start; at < ? end agg sum(qty) by org")]
    [InlineData("const found = items.find(x => x.usage > 1); map.delete(usage); seen.add(id); Object.values(usage);", "")]
    public void Models_in_TypeScript(string source, string expected) =>
        Assert.Equal(expected, Extracted.Queries($"async function f(e) {{ {source} }}", Language.TypeScript));

    [Theory]
    [InlineData("UsageEvent.objects.create(event_id=e.id, qty=e.qty)", "Write usage_event [insert] event_id=e.id qty=e.qty | insert set event_id = ? e id; qty = ? e qty")]
    [InlineData("_, created = UsageEvent.objects.get_or_create(event_id=e.id, defaults={\"qty\": e.qty})\n    if not created:\n        return",
        "Write usage_event [insert checked] event_id=e.id qty=e.qty | insert nothing set event_id = ? e id; qty = ? e qty")]
    [InlineData("UsageEvent.objects.bulk_create([UsageEvent(event_id=r.id) for r in rows], ignore_conflicts=True)", "Write usage_event [insert] event_id=r.id | insert nothing set event_id = ? r id")]
    [InlineData("Quota.objects.filter(org=org, used__lt=cap).update(used=F(\"used\") + n)",
        "Write quota [increment bare] org=org used=cap used=F(\"used\") + n | update where org = ? org; used < ? cap set used += ? f used n")]
    [InlineData("total = UsageEvent.objects.filter(at__gte=start, at__lte=end).aggregate(total=Sum(\"qty\"))",
        "Read usage_event [sum] at=start at=end | select where at >= ? start; at <= ? end agg sum(qty)")]
    [InlineData("q = Quota.objects.select_for_update().get(org=org)", "Read quota [one lock] org=org | select where org = ? org")]
    [InlineData("session.add(UsageEvent(id=e.id, qty=e.qty))", "Write usage_event [insert pending] id=e.id qty=e.qty | insert set id = ? e id; qty = ? e qty")]
    [InlineData("usage.update_one({\"org\": org}, {\"$inc\": {\"qty\": n}}, upsert=True)",
        "Write usage [upsert increment] org=org qty=n org=org | insert accumulate where org = ? org set qty += ? n; org = ? org")]
    [InlineData("usage_ids.add(e.id)\n    usage_list.insert(0, e)\n    usage.get(e.id)", "")]
    public void Models_in_Python(string source, string expected) => Assert.Equal(expected, Extracted.Queries($"def f(e):\n    {source}\n", Language.Python));

    [Theory]
    [InlineData("_db.UsageEvents.Add(new UsageEvent { Id = e.Id, Quantity = e.Units });", "Write usage_events [insert pending] id=e.Id quantity=e.Units | insert set id = ? e id; quantity = ? e units")]
    [InlineData("var total = await _db.UsageEvents.Where(x => x.CustomerId == id && x.At >= start && x.At <= end).SumAsync(x => x.Quantity);",
        "Read usage_events [sum async] customer_id=id at=start at=end | select where customer_id = ? id; at >= ? start; at <= ? end agg sum(quantity)")]
    [InlineData("var n = await db.Quotas.Where(q => q.Org == org && q.Used + n <= q.Limit).ExecuteUpdateAsync(s => s.SetProperty(q => q.Used, q => q.Used + n)); if (n == 0) return;",
        "Write quotas [increment async checked] org=org used=q.Limit used=q => q.Used + n | update where org = ? org; used <= ? q limit set used += ? q q used n")]
    [InlineData("if (await db.ProcessedEvents.AnyAsync(p => p.EventId == e.Id)) return;", "Read processed_events [one async] event_id=e.Id | select where event_id = ? e id")]
    [InlineData("var query = db.Set<UsageEvent>().Where(x => x.At < end); var rows = await query.ToListAsync();", "Read usage_event [list async] at=end | select where at < ? end")]
    [InlineData("usageIds.Add(e.Id); usage.Where(x => x.At < end).Sum(x => x.Qty); context.Items.Add(\"usage\", 1);", "")]
    public void Models_in_CSharp(string source, string expected) =>
        Assert.Equal(expected, Extracted.Queries($"class C {{ async Task F(E e) {{ {source} }} }}", Language.CSharp));
}
