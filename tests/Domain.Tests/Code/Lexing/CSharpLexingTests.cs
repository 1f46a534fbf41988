using Claudit.Submissions;
using Xunit;

namespace Claudit.Code.Lexing;

public sealed class CSharpLexingTests
{
    [Theory]
    [InlineData("var @class = record.Value;", "key:var id:@class op:= id:record op:. id:Value op:;")]
    [InlineData("a?.b ??= c => d::e->f", "id:a op:?. id:b op:??= id:c op:=> id:d op::: id:e op:-> id:f")]
    [InlineData("x[1..^2]", "id:x op:[ num:1 op:.. op:^ num:2 op:]")]
    [InlineData("1_000.5m + 0xFFul + 1.ToString() + .5 + 1e-3", "num:1_000.5m op:+ num:0xFFul op:+ num:1 op:. id:ToString op:( op:) op:+ num:.5 op:+ num:1e-3")]
    [InlineData("List<List<int>> a", "id:List op:< id:List op:< key:int op:>> id:a")]
    [InlineData("// a\n/* b\n*/ c", "comment:// a nl comment:/* b⏎*/ id:c")]
    [InlineData("#if DEBUG // it's\r\n  #endregion \"x\na # b", "other:#if DEBUG // it's nl other:#endregion \"x nl id:a other:# id:b")]
    [InlineData("a $ b", "id:a other:$ id:b")]
    public void Names_numbers_operators_and_directives_are_told_apart(string text, string expected) => Assert.Equal(expected, Tokens.Of(text, Language.CSharp));

    [Theory]
    [InlineData("#if false\nit's \"open\n#endif\nx", "other:#if false nl comment:it's \"open nl other:#endif nl id:x")]
    [InlineData("  # if  0 // it's\r\n /* open\r\n  #endif\r\nx", "other:# if  0 // it's nl comment: /* open nl other:#endif nl id:x")]
    [InlineData("#if false\n#if A\n'\n#else\n'\n#endif\n'\n#else\nx\n#endif", "other:#if false nl comment:#if A⏎'⏎#else⏎'⏎#endif⏎' nl other:#else nl id:x nl other:#endif")]
    [InlineData("#if false\n'\n#elif A\nx\n#endif", "other:#if false nl comment:' nl other:#elif A nl id:x nl other:#endif")]
    [InlineData("#if false\n#endif\nx", "other:#if false nl other:#endif nl id:x")]
    [InlineData("#if false\na #endif\nb", "other:#if false nl comment:a #endif⏎b")]
    [InlineData("#if false", "other:#if false")]
    [InlineData("#if falsehood\nx\n#endif", "other:#if falsehood nl id:x nl other:#endif")]
    [InlineData("#elif false\nx", "other:#elif false nl id:x")]
    [InlineData("#if A\nx\n#else\ny\n#endif", "other:#if A nl id:x nl other:#else nl id:y nl other:#endif")]
    public void What_is_never_compiled_is_no_code(string text, string expected) => Assert.Equal(expected, Tokens.Of(text, Language.CSharp));

    [Fact]
    public void An_if_that_never_ends_hides_nothing_unsaid()
    {
        Lexer.Lex(new SourceFile("a.cs", Language.CSharp, "int a;\n#if false\nint b;\n"), out var obstacle);
        Assert.Equal(new Obstacle(7, "an #if that never closes"), obstacle);

        Lexer.Lex(new SourceFile("a.cs", Language.CSharp, "#if false\nit's \"open\n#endif\n"), out obstacle);
        Assert.Null(obstacle);
    }

    [Theory]
    [InlineData("\"a\\\"b\\\\\" + c", "str:\"a\\\"b\\\\\" op:+ id:c")]
    [InlineData("@\"a\\\" + b", "str:@\"a\\\" op:+ id:b")]
    [InlineData("@\"a\"\"b\nc\"", "str:@\"a\"\"b⏎c\"")]
    [InlineData("'a' '\\'' '\\u0041'", "str:'a' str:'\\'' str:'\\u0041'")]
    [InlineData("\"\"\"a \"b\" \"\"\" + c", "str:\"\"\"a \"b\" \"\"\" op:+ id:c")]
    [InlineData("\"\"\"\"\n\"\"\"\n\"\"\"\" + c", "str:\"\"\"\"⏎\"\"\"⏎\"\"\"\" op:+ id:c")]
    [InlineData("\"open\nx", "str:\"open nl id:x")]
    [InlineData("\"open\\\nx", "str:\"open\\ nl id:x")]
    [InlineData("'open\nx", "str:'open nl id:x")]
    [InlineData("\"\"\"open\nx", "str:\"\"\"open nl id:x")]
    [InlineData("\"\"\"\nopen\nx", "str:\"\"\"⏎open⏎x")]
    [InlineData("@\"open\nx", "str:@\"open⏎x")]
    public void A_string_ends_as_its_opening_says(string text, string expected) => Assert.Equal(expected, Tokens.Of(text, Language.CSharp));

    [Theory]
    [InlineData("$\"a{x}b\"", "open:$\" text:a hole:{ id:x endhole:} text:b close:\"")]
    [InlineData("$\"{{{x}}}\"", "open:$\" text:{{ hole:{ id:x endhole:} text:}} close:\"")]
    [InlineData("$\"{x,-10:N2}\"", "open:$\" hole:{ id:x format:,-10:N2 endhole:} close:\"")]
    [InlineData("$\"{x:yyyy-MM-dd}\"", "open:$\" hole:{ id:x format::yyyy-MM-dd endhole:} close:\"")]
    [InlineData("$\"{(a ? b : c)}\"", "open:$\" hole:{ op:( id:a op:? id:b op:: id:c op:) endhole:} close:\"")]
    [InlineData("$\"{global::A}{M<A, B>()}\"", "open:$\" hole:{ id:global op::: id:A endhole:} hole:{ id:M op:< id:A op:, id:B op:> op:( op:) endhole:} close:\"")]
    [InlineData("$\"{d[\"k\"]}{$\"{x}\"}\"", "open:$\" hole:{ id:d op:[ str:\"k\" op:] endhole:} hole:{ open:$\" hole:{ id:x endhole:} close:\" endhole:} close:\"")]
    [InlineData("$\"{new { A = 1 }}\"", "open:$\" hole:{ key:new op:{ id:A op:= num:1 op:} endhole:} close:\"")]
    [InlineData("$\"{string.Join(\", \",\n a)}\"", "open:$\" hole:{ key:string op:. id:Join op:( str:\", \" op:, nl id:a op:) endhole:} close:\"")]
    [InlineData("$\"{a\n .B}\"", "open:$\" hole:{ id:a nl op:. id:B endhole:} close:\"")]
    [InlineData("$@\"\"\"{x}\n\"", "open:$@\" text:\"\" hole:{ id:x endhole:} text:⏎ close:\"")]
    [InlineData("@$\"\\{x}\"", "open:@$\" text:\\ hole:{ id:x endhole:} close:\"")]
    [InlineData("$\"\"\"a \"{x}\" \"\"\"", "open:$\"\"\" text:a \" hole:{ id:x endhole:} text:\"  close:\"\"\"")]
    [InlineData("$$\"\"\"\n{a} {{x}} {{{y}}}\n\"\"\"", "open:$$\"\"\" text:⏎{a}  hole:{{ id:x endhole:}} text: { hole:{{ id:y endhole:}} text:}⏎ close:\"\"\"")]
    [InlineData("$$\"\"\"{{new { A = 1 }}}\"\"\"", "open:$$\"\"\" hole:{{ key:new op:{ id:A op:= num:1 op:} endhole:}} close:\"\"\"")]
    [InlineData("$\"open {x\ny", "open:$\" text:open  hole:{ id:x nl id:y")]
    [InlineData("$\"open\ny", "open:$\" text:open nl id:y")]
    public void Holes_have_expressions_alignments_and_formats(string text, string expected) => Assert.Equal(expected, Tokens.Of(text, Language.CSharp));
}
