using Claudit.Submissions;
using Xunit;

namespace Claudit.Code.Lexing;

public sealed class PythonLexingTests
{
    [Theory]
    [InlineData("def f(x): pass", "key:def id:f op:( id:x op:) op:: key:pass")]
    [InlineData("match x:\n", "id:match id:x op:: nl")]
    [InlineData("from . import a", "key:from op:. key:import id:a")]
    [InlineData("@app.get('/x')", "op:@ id:app op:. id:get op:( str:'/x' op:)")]
    [InlineData("x := y -> z ** a // b", "id:x op::= id:y op:-> id:z op:** id:a op:// id:b")]
    [InlineData("a @ b @= c", "id:a op:@ id:b op:@= id:c")]
    [InlineData("1_000.5e-3 + 1j + 0xFF + 1. + .5", "num:1_000.5e-3 op:+ num:1j op:+ num:0xFF op:+ num:1. op:+ num:.5")]
    [InlineData("a # b\nc", "id:a comment:# b nl id:c")]
    [InlineData("a ? b", "id:a other:? id:b")]
    [InlineData("#!/usr/bin/python\nx", "other:#!/usr/bin/python nl id:x")]
    public void Names_numbers_and_operators_are_told_apart(string text, string expected) => Assert.Equal(expected, Tokens.Of(text, Language.Python));

    [Theory]
    [InlineData("'a\\'b'", "str:'a\\'b'")]
    [InlineData("r'\\' + Rb\"x\"", "str:r'\\' + Rb\"x\"")]
    [InlineData("rb'a' BR\"b\" u'c' b'd'", "str:rb'a' str:BR\"b\" str:u'c' str:b'd'")]
    [InlineData("\"\"\"a\n\"b\" ''' \\\"\"\" c\"\"\" d", "str:\"\"\"a⏎\"b\" ''' \\\"\"\" c\"\"\" id:d")]
    [InlineData("'''a''''b'", "str:'''a''' str:'b'")]
    [InlineData("''", "str:''")]
    [InlineData("'open\nx", "str:'open nl id:x")]
    [InlineData("\"\"\"open\nx", "str:\"\"\"open⏎x")]
    [InlineData("'a\\\nb'", "str:'a\\⏎b'")]
    [InlineData("bar'x'", "id:bar str:'x'")]
    public void A_string_ends_at_as_many_quotes_as_opened_it(string text, string expected) => Assert.Equal(expected, Tokens.Of(text, Language.Python));

    [Theory]
    [InlineData("f''", "open:f' close:'")]
    [InlineData("f'a{x}b'", "open:f' text:a hole:{ id:x endhole:} text:b close:'")]
    [InlineData("Rf\"{x}\" t'{y}'", "open:Rf\" hole:{ id:x endhole:} close:\" open:t' hole:{ id:y endhole:} close:'")]
    [InlineData("f'{{{x}}}'", "open:f' text:{{ hole:{ id:x endhole:} text:}} close:'")]
    [InlineData("f'\\{x}\\N{DASH}'", "open:f' text:\\ hole:{ id:x endhole:} text:\\N{DASH} close:'")]
    [InlineData("f'{x!r}'", "open:f' hole:{ id:x format:!r endhole:} close:'")]
    [InlineData("f'{x:>10}'", "open:f' hole:{ id:x format::>10 endhole:} close:'")]
    [InlineData("f'{x!r:>{n}.2}'", "open:f' hole:{ id:x format:!r:> hole:{ id:n endhole:} format:.2 endhole:} close:'")]
    [InlineData("f'{x=}{y = !s}'", "open:f' hole:{ id:x format:= endhole:} hole:{ id:y format:= !s endhole:} close:'")]
    [InlineData("f'{a != b}{a == b}'", "open:f' hole:{ id:a op:!= id:b endhole:} hole:{ id:a op:== id:b endhole:} close:'")]
    [InlineData("f'{d[\"a\"]}{d['b']}'", "open:f' hole:{ id:d op:[ str:\"a\" op:] endhole:} hole:{ id:d op:[ str:'b' op:] endhole:} close:'")]
    [InlineData("f'{f'{x}'}'", "open:f' hole:{ open:f' hole:{ id:x endhole:} close:' endhole:} close:'")]
    [InlineData("f'{x[1:2]}{(y := 1)}'", "open:f' hole:{ id:x op:[ num:1 op:: num:2 op:] endhole:} hole:{ op:( id:y op::= num:1 op:) endhole:} close:'")]
    [InlineData("f'{ {1: 2}[1] }'", "open:f' hole:{ op:{ num:1 op:: num:2 op:} op:[ num:1 op:] endhole:} close:'")]
    [InlineData("f'''a\n{x\n}'''", "open:f''' text:a⏎ hole:{ id:x nl endhole:} close:'''")]
    [InlineData("f'{f(a,\n b)}'", "open:f' hole:{ id:f op:( id:a op:, nl id:b op:) endhole:} close:'")]
    public void Holes_have_expressions_conversions_and_formats(string text, string expected) => Assert.Equal(expected, Tokens.Of(text, Language.Python));

    [Theory]
    [InlineData("f'open\nx", "open:f' text:open nl id:x")]
    [InlineData("f'{x\ny = 1", "open:f' hole:{ id:x nl id:y op:= num:1")]
    [InlineData("f'{x'\ny = {}", "open:f' hole:{ id:x str:' nl id:y op:= op:{ op:}")]
    [InlineData("f'{x:'\ny", "open:f' hole:{ id:x format:: close:' nl id:y")]
    [InlineData("f'{x:{\n", "open:f' hole:{ id:x format:: hole:{ nl")]
    public void An_unclosed_string_with_holes_ends_at_the_line(string text, string expected) => Assert.Equal(expected, Tokens.Of(text, Language.Python));

    [Theory]
    [InlineData("a \\\n  b", "\\\n")]
    [InlineData("a \\\r\n  b", "\\\r\n")]
    public void A_line_continuation_is_white_space(string text, string expected)
    {
        var tokens = Lexer.Lex(text, Language.Python);
        Assert.DoesNotContain(tokens, token => token.Kind == TokenKind.NewLine);
        Assert.Contains(tokens, token => token.Kind == TokenKind.Whitespace && text.Substring(token.Start, token.Length) == expected);
    }
}
