using Claudit.Analysis.Facts;
using Claudit.Submissions;
using Xunit;

namespace Claudit.Analysis.Extraction;

public sealed class QueriesTests
{
    [Theory]
    [InlineData("async function f(e) { await client.query('INSERT INTO usage_events (id, qty) VALUES ($1, $2) ON CONFLICT DO NOTHING', [e.id, e.units]); }",
        "Write usage_events [insert async] id=e.id qty=e.units")]
    [InlineData("async function f(e) { await sql`UPDATE quotas SET used = used + ${e.units} WHERE org = ${org}`; }", "Write quotas [increment async] used=e.units org=org")]
    [InlineData("async function f(e) { const r = await prisma.$queryRaw(Prisma.sql`SELECT sum(qty) FROM usage WHERE at <= ${periodEnd}`); }", "Read usage [sum async] at=periodEnd")]
    [InlineData("async function f() { const q = 'SELECT * FROM usage ' + 'WHERE at < $1'; return pool.query({ text: q, values: [end] }); }", "Read usage [list async] at=end")]
    [InlineData("async function f(id) { const r = await db.query(`insert into processed_events (id) values ($1) on conflict do nothing`, [id]); if (r.rowCount === 0) return; }",
        "Write processed_events [insert async checked] id=id")]
    [InlineData("async function f(id) { const { rowCount } = await db.query(`update quota set used = used + 1 where id = $1 and used < max`, [id]); return rowCount > 0; }",
        "Write quota [increment async checked] id=id")]
    [InlineData("import Database from 'better-sqlite3'; const add = db.prepare('INSERT INTO usage (id, at) VALUES (?, ?)'); function f(e) { add.run(e.id, now); }",
        "Write usage [insert] id=e.id at=now")]
    [InlineData("async function f(e) { await env.DB.prepare('SELECT used FROM quota WHERE org = ?').bind(e.org).first(); }", "Read quota [one async] org=e.org")]
    [InlineData("async function f(e) { await tx.execute(sql`insert into usage (id, at) values (${e.id}, now())`); }", "Write usage [insert async] id=e.id at=now()")]
    [InlineData("const TABLE = 'usage_events'; async function f(e) { await knex.raw(`DELETE FROM ${TABLE} WHERE at < ?`, [cutoff]); }", "Write usage_events [delete async] at=cutoff")]
    [InlineData("async function f(e) { logger.info('Update usage set to x'); await db.query('SELECT name FROM users WHERE id = $1', [e]); }", "")]
    public void Statements_in_JavaScript(string source, string expected) => Assert.Equal(expected, Extracted.Stores(source, Language.TypeScript));

    [Theory]
    [InlineData("def f(e):\n    cur.execute(\"INSERT INTO usage (id, qty) VALUES (%s, %s)\", (e.id, e.qty))\n", "Write usage [insert] id=e.id qty=e.qty")]
    [InlineData("def f(e):\n    session.execute(text(\"UPDATE usage SET qty = :qty WHERE id = :id\"), {\"qty\": total, \"id\": e.id})\n", "Write usage [overwrite] qty=total id=e.id")]
    [InlineData("def f(es):\n    cur.executemany(\"INSERT INTO usage (id, qty) VALUES (%s, %s)\", [(e.id, e.qty) for e in es])\n", "Write usage [insert] id=e.id qty=e.qty")]
    [InlineData("async def f(e):\n    await conn.execute(f\"DELETE FROM usage WHERE at < {cutoff}\")\n", "Write usage [delete async] at=cutoff")]
    [InlineData("def f(e):\n    cur.execute(\"UPDATE quota SET used = used + 1 WHERE used < cap\")\n    if cur.rowcount == 0:\n        raise Over()\n", "Write quota [increment checked]")]
    [InlineData("Q = \"\"\"\n  SELECT sum(qty)\n  FROM usage\n  WHERE at <= %(end)s\n\"\"\"\ndef f(p):\n    cur.execute(Q, {\"end\": p.end})\n", "Read usage [sum] at=p.end")]
    public void Statements_in_Python(string source, string expected) => Assert.Equal(expected, Extracted.Stores(source, Language.Python));

    [Theory]
    [InlineData("await db.ExecuteAsync(\"INSERT INTO usage (id, qty) VALUES (@Id, @qty)\", new { usage.Id, qty = usage.Units });", "Write usage [insert async] id=usage.Id qty=usage.Units")]
    [InlineData("await db.Database.ExecuteSqlInterpolatedAsync($\"UPDATE usage SET used = used + {n} WHERE id = {id}\");", "Write usage [increment async] used=n id=id")]
    [InlineData("var n = await db.Database.ExecuteSqlRawAsync(\"UPDATE usage SET used = {0} WHERE id = {1}\", total, id); if (n == 0) return;", "Write usage [overwrite async checked] used=total id=id")]
    [InlineData("var q = await db.QuerySingleAsync<long>(\"\"\"\n    SELECT used\n    FROM quota\n    WHERE org = @org\n    \"\"\", new { org });", "Read quota [one async] org=org")]
    public void Statements_in_CSharp(string source, string expected) =>
        Assert.Equal(expected, Extracted.Stores($"class C {{ async Task F() {{ {source} }} }}", Language.CSharp));

    [Theory]
    [InlineData("async function f() { await c.query('BEGIN'); await c.query('DELETE FROM usage'); await c.query('COMMIT'); }", Language.TypeScript, true)]
    [InlineData("async function f() { await c.query('BEGIN'); if (x) { await c.query('COMMIT'); return; } await c.query('DELETE FROM usage'); }", Language.TypeScript, true)]
    [InlineData("async function f() { await c.query('BEGIN'); await c.query('COMMIT'); await c.query('DELETE FROM usage'); }", Language.TypeScript, false)]
    [InlineData("class C { async Task F() { await using var tx = await db.BeginTransactionAsync(); await db.ExecuteAsync(\"DELETE FROM usage\"); await tx.CommitAsync(); } }", Language.CSharp, true)]
    [InlineData("async function f() { await c.query('DELETE FROM usage'); }", Language.TypeScript, false)]
    public void Statements_between_begin_and_commit_are_in_a_transaction(string source, Language language, bool expected) =>
        Assert.Equal(expected, (Extracted.Facts(source, language).Sites.Single(site => site.Kind == SiteKind.Write).Within & Surroundings.Transaction) != 0);

    [Theory]
    [InlineData("async function f() {\n  await q(\n    `SELECT sum(qty)\n     FROM usage\n     WHERE a = ${1}\n       AND at <= ${end}`);\n}", Language.JavaScript, 6)]
    [InlineData("def f():\n    cur.execute(\"SELECT sum(qty) \"\n                \"FROM usage \"\n                \"WHERE at <= %s\", (end,))\n", Language.Python, 4)]
    [InlineData("class C { void F() {\n  Q(\"\"\"\n    SELECT sum(qty) FROM usage\n\n    WHERE at <= @end\n    \"\"\");\n} }", Language.CSharp, 5)]
    [InlineData("function f() {\n  q('SELECT sum(qty)\\n' +\n    'FROM usage\\n' +\n    'WHERE at <= $1');\n}", Language.JavaScript, 4)]
    public void Predicates_know_their_line(string source, Language language, int line) =>
        Assert.Equal(line, Extracted.Query(source, language).Predicates[^1].Line);
}
