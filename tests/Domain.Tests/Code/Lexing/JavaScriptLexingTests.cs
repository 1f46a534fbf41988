using Claudit.Submissions;
using Xunit;

namespace Claudit.Code.Lexing;

public sealed class JavaScriptLexingTests
{
    [Theory]
    [InlineData("const x = 1;", "key:const id:x op:= num:1 op:;")]
    [InlineData("$el._id", "id:$el op:. id:_id")]
    [InlineData("class A { #n = 1; get() {} }", "key:class id:A op:{ id:#n op:= num:1 op:; id:get op:( op:) op:{ op:} op:}")]
    [InlineData("@Injectable() class A {}", "op:@ id:Injectable op:( op:) key:class id:A op:{ op:}")]
    [InlineData("subscriptions.delete(id)", "id:subscriptions op:. id:delete op:( id:id op:)")]
    [InlineData("a?.import", "id:a op:?. id:import")]
    [InlineData("...default", "op:... key:default")]
    [InlineData("type T = A", "id:type id:T op:= id:A")]
    public void Names_and_keywords_are_told_apart(string text, string expected) => Assert.Equal(expected, Tokens.Of(text, Language.JavaScript));

    [Fact]
    public void TypeScript_has_more_keywords()
    {
        Assert.Equal("id:interface id:A op:{ op:}", Tokens.Of("interface A {}", Language.JavaScript));
        Assert.Equal("key:interface id:A op:{ op:}", Tokens.Of("interface A {}", Language.TypeScript));
    }

    [Theory]
    [InlineData("1_000.5e-3", "num:1_000.5e-3")]
    [InlineData("0xFFn + 0b1_0", "num:0xFFn op:+ num:0b1_0")]
    [InlineData("0x1e+5", "num:0x1e op:+ num:5")]
    [InlineData("10n.toString()", "num:10n op:. id:toString op:( op:)")]
    [InlineData(".5+1.", "num:.5 op:+ num:1.")]
    [InlineData("1..toFixed()", "num:1 op:. op:. id:toFixed op:( op:)")]
    [InlineData("a?.5:1", "id:a op:? num:.5 op:: num:1")]
    [InlineData("a-1", "id:a op:- num:1")]
    public void A_number_has_separators_an_exponent_and_a_suffix(string text, string expected) => Assert.Equal(expected, Tokens.Of(text, Language.JavaScript));

    [Theory]
    [InlineData("a?.b ?? c", "id:a op:?. id:b op:?? id:c")]
    [InlineData("a ??= b ||= c", "id:a op:??= id:b op:||= id:c")]
    [InlineData("(...a) => a ** 2", "op:( op:... id:a op:) op:=> id:a op:** num:2")]
    [InlineData("a>>>=b>>>c>>d", "id:a op:>>>= id:b op:>>> id:c op:>> id:d")]
    [InlineData("a!==b===c", "id:a op:!== id:b op:=== id:c")]
    public void Operators_are_as_long_as_they_can_be(string text, string expected) => Assert.Equal(expected, Tokens.Of(text, Language.JavaScript));

    [Theory]
    [InlineData("'a\\'b' + \"c\"", "str:'a\\'b' op:+ str:\"c\"")]
    [InlineData("'a\\\nb'", "str:'a\\⏎b'")]
    [InlineData("'a\\\r\nb'", "str:'a\\⏎b'")]
    [InlineData("x = 'open\ny", "id:x op:= str:'open nl id:y")]
    [InlineData("x = \"open\\", "id:x op:= str:\"open\\")]
    [InlineData("''", "str:''")]
    public void A_string_ends_at_its_quote_or_with_its_line(string text, string expected) => Assert.Equal(expected, Tokens.Of(text, Language.JavaScript));

    [Theory]
    [InlineData("``", "open:` close:`")]
    [InlineData("`a$b\\`${x}c`", "open:` text:a$b\\` hole:${ id:x endhole:} text:c close:`")]
    [InlineData("`a\nb`", "open:` text:a⏎b close:`")]
    [InlineData("`${ {a: 1}.a }`", "open:` hole:${ op:{ id:a op:: num:1 op:} op:. id:a endhole:} close:`")]
    [InlineData("`${`${x}`}`;", "open:` hole:${ open:` hole:${ id:x endhole:} close:` endhole:} close:` op:;")]
    [InlineData("`${f('}', \"`\")}`", "open:` hole:${ id:f op:( str:'}' op:, str:\"`\" op:) endhole:} close:`")]
    [InlineData("`${\n x\n}`", "open:` hole:${ nl id:x nl endhole:} close:`")]
    [InlineData("`${a // }\n}`", "open:` hole:${ id:a comment:// } nl endhole:} close:`")]
    [InlineData("`\\${x}`", "open:` text:\\${x} close:`")]
    [InlineData("`open ${x", "open:` text:open  hole:${ id:x")]
    [InlineData("`open\nx", "open:` text:open⏎x")]
    public void Templates_nest_through_their_holes(string text, string expected) => Assert.Equal(expected, Tokens.Of(text, Language.JavaScript));

    [Theory]
    [InlineData("x = /a\\/b[/]c/gi;", "id:x op:= regex:/a\\/b[/]c/gi op:;")]
    [InlineData("a / b / c", "id:a op:/ id:b op:/ id:c")]
    [InlineData("f(a) / 2 / g[1] / 3", "id:f op:( id:a op:) op:/ num:2 op:/ id:g op:[ num:1 op:] op:/ num:3")]
    [InlineData("return /x/.test(s)", "key:return regex:/x/ op:. id:test op:( id:s op:)")]
    [InlineData("typeof /x/", "key:typeof regex:/x/")]
    [InlineData("this / a / b", "key:this op:/ id:a op:/ id:b")]
    [InlineData("i++ / 2 / x", "id:i op:++ op:/ num:2 op:/ id:x")]
    [InlineData("`a` / b / c", "open:` text:a close:` op:/ id:b op:/ id:c")]
    [InlineData("if (x) {}\n/'/.test(y)", "key:if op:( id:x op:) op:{ op:} nl regex:/'/ op:. id:test op:( id:y op:)")]
    [InlineData("{} / 2 / x", "op:{ op:} op:/ num:2 op:/ id:x")]
    [InlineData("!/x/.test(s)", "op:! regex:/x/ op:. id:test op:( id:s op:)")]
    [InlineData("total! / 2 / x", "id:total op:! op:/ num:2 op:/ id:x")]
    [InlineData("s.replace(/>/g, '')", "id:s op:. id:replace op:( regex:/>/g op:, str:'' op:)")]
    [InlineData("x = /open\ny / 2", "id:x op:= op:/ id:open nl id:y op:/ num:2")]
    [InlineData("x = /[/\ny", "id:x op:= op:/ op:[ op:/ nl id:y")]
    [InlineData("`${/}/}`", "open:` hole:${ regex:/}/ endhole:} close:`")]
    [InlineData("/x/", "regex:/x/")]
    [InlineData("a /= 2 /* b */ / 3", "id:a op:/= num:2 comment:/* b */ op:/ num:3")]
    [InlineData("if (x) /[\"{]/.test(y)", "key:if op:( id:x op:) regex:/[\"{]/ op:. id:test op:( id:y op:)")]
    [InlineData("while ((m = f(s))) /'/g.exec(m);", "key:while op:( op:( id:m op:= id:f op:( id:s op:) op:) op:) regex:/'/g op:. id:exec op:( id:m op:) op:;")]
    [InlineData("for (;;) /a/", "key:for op:( op:; op:; op:) regex:/a/")]
    [InlineData("with(x) /a/", "key:with op:( id:x op:) regex:/a/")]
    [InlineData("if ((a) / b / c) {}", "key:if op:( op:( id:a op:) op:/ id:b op:/ id:c op:) op:{ op:}")]
    [InlineData("if (a) (b) / c / d", "key:if op:( id:a op:) op:( id:b op:) op:/ id:c op:/ id:d")]
    [InlineData("x.if(a) / b / c", "id:x op:. id:if op:( id:a op:) op:/ id:b op:/ id:c")]
    [InlineData("`${(() => { if (a) /}/.test(b) })()}`", "open:` hole:${ op:( op:( op:) op:=> op:{ key:if op:( id:a op:) regex:/}/ op:. id:test op:( id:b op:) op:} op:) op:( op:) endhole:} close:`")]
    [InlineData(") if (a)) /b/ c", "op:) key:if op:( id:a op:) op:) op:/ id:b op:/ id:c")]
    public void A_slash_divides_after_an_operand_and_opens_a_regular_expression_elsewhere(string text, string expected) =>
        Assert.Equal(expected, Tokens.Of(text, Language.JavaScript));

    [Theory]
    [InlineData("// a\nb", "comment:// a nl id:b")]
    [InlineData("// a\r\nb", "comment:// a nl id:b")]
    [InlineData("// a\u2028b", "comment:// a id:b")]
    [InlineData("// a\u2029b", "comment:// a id:b")]
    [InlineData("/* a /* b */ c", "comment:/* a /* b */ id:c")]
    [InlineData("/* open\nx", "comment:/* open⏎x")]
    [InlineData("#!/usr/bin/env node\nx", "other:#!/usr/bin/env node nl id:x")]
    [InlineData("x #!y", "id:x other:# op:! id:y")]
    public void Comments_and_a_first_line_for_the_shell_are_set_apart(string text, string expected) => Assert.Equal(expected, Tokens.Of(text, Language.JavaScript));

    [Theory]
    [InlineData("<p>Don't</p>", "op:< id:p op:> markuptext:Don't op:< op:/ id:p op:>")]
    [InlineData("<p>{name}'s</p>;a", "op:< id:p op:> hole:{ id:name endhole:} markuptext:'s op:< op:/ id:p op:> op:; id:a")]
    [InlineData("<A b={x} />, <C d='e'/>", "op:< id:A id:b op:= hole:{ id:x endhole:} op:/ op:> op:, op:< id:C id:d op:= str:'e' op:/ op:>")]
    [InlineData("x = <p>http://y `z /* \"</p>; a", "id:x op:= op:< id:p op:> markuptext:http://y `z /* \" op:< op:/ id:p op:> op:; id:a")]
    [InlineData("<>a\n{/* b */}</>", "op:< op:> markuptext:a⏎ hole:{ comment:/* b */ endhole:} op:< op:/ op:>")]
    [InlineData("<a>{b && <c>'</c>}\"</a>", "op:< id:a op:> hole:{ id:b op:&& op:< id:c op:> markuptext:' op:< op:/ id:c op:> endhole:} markuptext:\" op:< op:/ id:a op:>")]
    [InlineData("<a>{{ b: `}` }}</a>", "op:< id:a op:> hole:{ op:{ id:b op:: open:` text:} close:` op:} endhole:} op:< op:/ id:a op:>")]
    [InlineData("<a>1 < 2 <b/> 3</a>", "op:< id:a op:> markuptext:1 < 2  op:< id:b op:/ op:> markuptext: 3 op:< op:/ id:a op:>")]
    [InlineData("<X.Y-z /* > */ u='\\' // '\n>'</X.Y-z>", "op:< id:X op:. id:Y op:- id:z comment:/* > */ id:u op:= str:'\\' comment:// ' nl op:> markuptext:' op:< op:/ id:X op:. id:Y op:- id:z op:>")]
    [InlineData("<A title='one\ntwo' b=<i>'</i>/>", "op:< id:A id:title op:= str:'one⏎two' id:b op:= op:< id:i op:> markuptext:' op:< op:/ id:i op:> op:/ op:>")]
    [InlineData("<List<Row> of={() => 1}>'</List>", "op:< id:List op:< id:Row op:> id:of op:= hole:{ op:( op:) op:=> num:1 endhole:} op:> markuptext:' op:< op:/ id:List op:>")]
    public void What_stands_in_an_element_is_text_but_for_its_holes(string text, string expected)
    {
        Assert.Equal(expected, Tokens.Of(text, Language.TypeScript));
        Assert.Equal(expected, Tokens.Of(text, Language.JavaScript));
    }

    [Theory]
    [InlineData("a <b> '</b>'", "id:a op:< id:b op:> str:'</b>'")]
    [InlineData("x = <T,>(y: T) => '</T>'", "id:x op:= op:< id:T op:, op:> op:( id:y op:: id:T op:) op:=> str:'</T>'")]
    [InlineData("x = <T extends U>(y) => '</T>'", "id:x op:= op:< id:T key:extends id:U op:> op:( id:y op:) op:=> str:'</T>'")]
    [InlineData("x = <T>(y) => 'z'", "id:x op:= op:< id:T op:> op:( id:y op:) op:=> str:'z'")]
    [InlineData("f<T>('</T>')", "id:f op:< id:T op:> op:( str:'</T>' op:)")]
    [InlineData("<p>don", "op:< id:p op:> id:don")]
    public void Type_arguments_comparisons_and_what_never_closes_are_no_elements(string text, string expected) =>
        Assert.Equal(expected, Tokens.Of(text, Language.TypeScript));

    [Fact]
    public void A_file_of_plain_typescript_has_casts_and_no_elements()
    {
        const string text = "const a = <any>'b'; // </any>";
        Assert.DoesNotContain(Lexer.Lex(new SourceFile("a.ts", Language.TypeScript, text), out _), token => token.Kind == TokenKind.MarkupText);
        Assert.Contains(Lexer.Lex(new SourceFile("a.tsx", Language.TypeScript, text), out _), token => token.Kind == TokenKind.MarkupText);
    }
}
