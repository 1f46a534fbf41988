using Claudit.Submissions;
using Xunit;

namespace Claudit.Code.Lexing;

public sealed class SqlLexingTests
{
    [Theory]
    [InlineData("Select a FROM t", "key:Select id:a key:FROM id:t")]
    [InlineData("u.group, \"a b\".x, `c`, dbo.[Usage Events], [d]", "id:u op:. id:group op:, id:\"a b\" op:. id:x op:, id:`c` op:, id:dbo op:. id:[Usage Events] op:, id:[d]")]
    [InlineData("\"a\"\"b\"", "id:\"a\"\"b\"")]
    [InlineData("tags[1] ARRAY[a] ARRAY [1]", "id:tags op:[ num:1 op:] id:ARRAY op:[ id:a op:] id:ARRAY op:[ num:1 op:]")]
    [InlineData("$1 :name @p0 @@ROWCOUNT #temp ? %s %(key)s", "id:$1 id::name id:@p0 id:@@ROWCOUNT id:#temp op:? id:%s id:%(key)s")]
    [InlineData("LIMIT ${limit.max} {n}", "key:LIMIT id:${limit.max} op:{ id:n op:}")]
    [InlineData("a%size, a %size", "id:a op:% id:size op:, id:a op:% id:size")]
    [InlineData("a %(b + c)s", "id:a op:% op:( id:b op:+ id:c op:) id:s")]
    [InlineData("${open\nx", "other:${open nl id:x")]
    public void Names_may_be_quoted_and_parameters_are_names(string text, string expected) => Assert.Equal(expected, Tokens.Of(text, Language.Sql));

    [Theory]
    [InlineData("x::numeric <= 1.5e3 >= <> || ->> -> @>", "id:x op::: id:numeric op:<= num:1.5e3 op:>= op:<> op:|| op:->> op:-> op:@>")]
    [InlineData("a != b;", "id:a op:!= id:b op:;")]
    public void Operators_are_as_long_as_they_can_be(string text, string expected) => Assert.Equal(expected, Tokens.Of(text, Language.Sql));

    [Theory]
    [InlineData("'it''s' x", "str:'it''s' id:x")]
    [InlineData("'a\\' x", "str:'a\\' id:x")]
    [InlineData("E'it\\'s' N'x' b'1'", "str:E'it\\'s' str:N'x' str:b'1'")]
    [InlineData("'a\nb'", "str:'a⏎b'")]
    [InlineData("'open\nx", "str:'open⏎x")]
    [InlineData("\"open\nx", "id:\"open nl id:x")]
    [InlineData("$$a 'b' $1$$ x", "str:$$a 'b' $1$$ id:x")]
    [InlineData("$fn$ a $$ b $fn$ x", "str:$fn$ a $$ b $fn$ id:x")]
    [InlineData("$fn$ open", "str:$fn$ open")]
    public void A_string_ends_as_its_opening_says(string text, string expected) => Assert.Equal(expected, Tokens.Of(text, Language.Sql));

    [Theory]
    [InlineData("a -- b\nc", "id:a comment:-- b nl id:c")]
    [InlineData("/* a /* b */ c */ d", "comment:/* a /* b */ c */ id:d")]
    [InlineData("/* a /* b */ d", "comment:/* a /* b */ d")]
    public void Block_comments_nest(string text, string expected) => Assert.Equal(expected, Tokens.Of(text, Language.Sql));
}
