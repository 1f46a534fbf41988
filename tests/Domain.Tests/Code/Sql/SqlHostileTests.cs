using System.Text;
using Claudit.Code.Lexing;
using Xunit;

namespace Claudit.Code.Sql;

public sealed class SqlHostileTests
{
    private static readonly string[] Fragments =
    [
        "select", "from", "insert into", "t", "(", ")", ",", ";", "values", "on conflict", "do update set", "do nothing", "update", "set", "=", "+", "a.b", "where", "and", "or",
        "between", "in", "not", "is", "null", "with x as (", "merge into", "using", "when matched then", "create table", "create unique index", "create index", "create index concurrently", "add constraint", "constraint", "foreign key", "references", "alter table", "add", "unique",
        "primary key", "default", "?{a.b}", "${x}", "?", "$1", ":n", "%s", "{0}", "{{", "}}", "{%", "%}", "'s'", "'?{x}", "$$", "begin", "end", "group by", "limit", "offset",
        "returning", "::", "->>", "\"q\"", "`q`", "[q]", "final", "distinct on", "sum(", "filter (where", "create view v as", "create function f() returns", "as $$", "--\n", "/*", "\n",
        "delete from", "truncate", "for update", "join", "on duplicate key update", "{", "}", "]", "[", "zone", ".", "ttl", "engine =", "any(",
    ];

    [Fact]
    public void Any_text_is_read_and_offsets_lie_inside()
    {
        var random = new Random(7);
        for (var turn = 0; turn < 3000; turn++)
        {
            var text = (turn % 3) switch
            {
                0 => HostileText.Concatenation(random, 60),
                1 => HostileText.Characters(random, 120),
                _ => Statement(random, random.Next(1, 60)),
            };
            foreach (var statement in SqlReader.Read(text))
            {
                Assert.InRange(statement.Span.Start, 0, statement.Span.End);
                Assert.True(statement.Span.End <= text.Length, text);
                Assert.All(statement.Predicates, predicate => Assert.InRange(predicate.Offset, 0, text.Length - 1));
                Assert.All(statement.Predicates, predicate => Assert.True(predicate.Right.Length <= 80));
                Assert.All(statement.Assignments, assignment => Assert.InRange(assignment.Offset, 0, text.Length - 1));
            }
        }
    }

    [Fact]
    public void Whatever_a_statement_is_cut_to_is_read()
    {
        string[] statements =
        [
            "create index usage_at on usage (at)", "alter table usage add constraint usage_key unique (key), add column if not exists units int default 0 not null",
            "create table if not exists usage (id uuid primary key default gen_random_uuid(), constraint k unique (a, b), foreign key (a) references t (id)) engine = ReplacingMergeTree(v) ttl at + interval 1 month",
            "create or replace view v as with x as (select 1) select sum(units) from usage group by date_trunc('month', at)",
            "create function f(a int) returns int as $$ begin return select count(*) from usage where at between $1 and $2; end $$",
            "insert into usage (id, units) values ($1, $2), (?, :n) on conflict (id) do update set units = usage.units + excluded.units returning id",
            "merge into t using s on t.id = s.id when matched then update set n = n + 1 when not matched then insert (id) values (s.id)",
            "select distinct on (a) a, sum(b) filter (where c > 0) from t left join u on t.id = u.id where at >= ?{from} and at < ?{to} for update skip locked limit 10",
            "delete from usage where at < now() - interval '30 days'", "update usage set units = units + 1 where id in (select id from s)", "truncate table usage",
        ];
        foreach (var statement in statements)
        {
            for (var first = 0; first < statement.Length; first++)
            {
                for (var last = first; last <= statement.Length; last += first == 0 ? 1 : 7)
                    Assert.All(SqlReader.Read(statement[first..last]), read => Assert.InRange(read.Span.End, read.Span.Start, last - first));
            }
        }
    }

    [Theory]
    [InlineData("(")]
    [InlineData("select (")]
    [InlineData("select * from (select ")]
    [InlineData("a = ")]
    [InlineData("with x as (")]
    [InlineData("with x as (select 1), ")]
    [InlineData("update t set a = (")]
    [InlineData("{{ ")]
    [InlineData("{% } ")]
    [InlineData("$$ a $$ ")]
    [InlineData("'?{x}' ")]
    [InlineData("insert into t (a, b) select ")]
    [InlineData("insert into t (a) values (1), ")]
    [InlineData("create table t (a int unique default ")]
    [InlineData("create table t ")]
    [InlineData("select a from t where a between 1 ")]
    [InlineData("merge into t using s on a = b when matched then update set a = a + 1 ")]
    [InlineData("join t on sum(a) = ")]
    public void Work_grows_with_the_text(string piece) => Assert.InRange(Looks(piece, 64_000), 0, 20 * Looks(piece, 4_000) + 1_000);

    private static long Looks(string piece, int length)
    {
        SqlReader.Read("select a from t where " + new StringBuilder().Insert(0, piece, length / piece.Length), null, out var looks);
        return looks;
    }

    private static string Statement(Random random, int length)
    {
        var text = new StringBuilder();
        for (var index = 0; index < length; index++) text.Append(Fragments[random.Next(Fragments.Length)]).Append(random.Next(5) == 0 ? "" : " ");
        return text.ToString();
    }
}
