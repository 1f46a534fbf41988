using System.Collections.Immutable;
using Claudit.Bench.Fuzz.Archives;
using Claudit.Bench.Fuzz.Definitions;
using Claudit.Bench.Fuzz.Events;
using Claudit.Bench.Fuzz.Programs;
using Claudit.Bench.Fuzz.Requests;
using Claudit.Bench.Fuzz.Running;
using Claudit.Bench.Fuzz.Secrets;

namespace Claudit.Bench.Fuzz;

/// <summary>Every way in, and how many of a thousand inputs it gets: the readers of languages, which are the most code, get half.</summary>
internal static class FuzzTargets
{
    private static readonly string[] Signs =
    [
        "(", ")", "[", "]", "{", "}", "<", ">", "=>", "->", "?", "?.", "??", ":", "::", ";", ",", ".", "...", "=", "==", "+=", "++", "!", "-", "*", "**", "&&", "||", "@", "#", "\\", "\"", "'", "`", "${", "//", "/*", "*/", "--", "\n", "\r\n", "\n    ", "\t", " ", "0", "1.5", "\uFEFF",
        "\u2028", "é", "\uD83D\uDE00",
    ];

    private static readonly string[] Usage =
    [
        "usage", "quantity", "limit", "retry", "identifier", "stripe.billing.meterEvents.create(", "redis.incrby(", "db.query(", "await ", "Math.ceil(", "new Date()", "randomUUID()", "prisma.usage.create({ data: ", "queue.add(", "fetch(", "catch", "insert into usage_events ", "select sum(quantity) from usage ",
        "on conflict do nothing", "where period = ", "total += ", "console.error(", "logger.info(",
    ];

    public static ImmutableArray<FuzzTarget> All { get; } =
    [
        new ZipTarget(),
        new TarTarget(),
        new GzipTarget(),
        new FormTarget(),
        new JsonTarget(),
        new DefinitionTarget(),
        new LanguageTarget("typescript", 130, [.. Signs, .. Usage, "/[", "]/g", "<div>", "</div>", "/>", "async ", "function ", "class ", "const ", "if (", "else ", "for (const x of ", "switch (x) { case ", "try {", "} finally {", "return ", "import ", "from '", "export ", "type T<", "as ", "case 1:", "x => "], ".ts", ".tsx"),
        new LanguageTarget("javascript", 60, [.. Signs, .. Usage, "/[", "]/g", "async ", "function* ", "class A extends ", "require('", "module.exports = ", "if (", "for (;;)", "throw ", "yield ", "get x() {", "static {", "#x"], ".js", ".mjs"),
        new LanguageTarget("python", 110, [.. Signs, .. Usage, "def ", "async def ", "class ", "lambda x: ", "with ", "for x in ", "if ", "elif ", "else:", "try:", "except ", "finally:", "f\"{", "f'''", "rb'", "\"\"\"", "'''", "not ", "yield ", "match x:\n    case ", "@app.route(", "\\N{", "from x import ", ":="], ".py"),
        new LanguageTarget("csharp", 110, [.. Signs, .. Usage, "#if X\n", "#endif\n", "#region", "$\"{", "$@\"", "@\"", "$$\"\"\"", "\"\"\"", "public ", "async Task<int> ", "class ", "record ", "namespace ", "using var ", "foreach (var x in ", "switch { ", "is { } ", "new() { ", "where T : ", "get; set; ", "=> ", "yield return ", "catch (Exception e) when (", "10m", "'x'"], ".cs"),
        new LanguageTarget("sql", 60, [.. Signs, .. Usage, "$tag$", "$$", "create table usage (", "primary key ", "unique ", "select ", "from ", "join ", "on ", "group by ", "order by ", "limit 10 ", "with t as (", "union all ", "case when ", "then ", "end ", "insert into ", "update ", "set ", "delete from ", "numeric(10, 2)", "::int", "E'", "N'", "create trigger ", "begin "], ".sql"),
        new LanguageTarget("configuration", 30, [.. Signs, .. Usage, "- ", ": ", "|\n", "alert: ", "expr: ", "for: 5m", "absent(", "Resources:", "DeadLetter", "maxReceiveCount: ", "visibility", "model Usage {", "@@unique([", "@id", "@default(", "&a ", "*a"], ".yml", ".yaml", ".prisma", ".toml", ".json", ".tf"),
        new SecretsTarget(),
        new EventsTarget(),
    ];
}
