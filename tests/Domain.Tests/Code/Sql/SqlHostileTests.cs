using System.Text;
using Claudit.Code.Lexing;
using Xunit;

namespace Claudit.Code.Sql;

public sealed class SqlHostileTests
{
    private static readonly string[] Fragments =
    [
        "select", "from", "insert into", "t", "(", ")", ",", ";", "values", "on conflict", "do update set", "do nothing", "update", "set", "=", "+", "a.b", "where", "and", "or",
        "between", "in", "not", "is", "null", "with x as (", "merge into", "using", "when matched then", "create table", "create unique index", "alter table", "add", "unique",
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
