using Claudit.Submissions;
using Xunit;

namespace Claudit.Code.Lexing;

public sealed class LexerTests
{
    private const int Length = 40_000;

    public static TheoryData<Language> Languages =>
        [Language.Text, Language.JavaScript, Language.TypeScript, Language.Python, Language.CSharp, Language.Sql];

    /// <summary>Fragments that, repeated, make a careless lexer look at the same text again and again.</summary>
    private static readonly string[] Traps =
    [
        "`", "`${", "`${`", "${", "/*", "/**/", "f'{", "f\"{", "f'{a:{", "f'{a=", "f'\\N{", "\"", "'", "\"\"\"", "'''", "$\"{", "$@\"{", "$$\"\"\"{{", "$\"\"\"", "$",
        "\\", "/", "/[", "/ [ ", "/\\", "<", "{", "}", "(", "[", "[a ", "(/", "${a ", "%(", "$a$", "$a", "$$ ", "@", "@@", "#", "#\n", ":", ".", "?.", "1e+",
        "0x", "1.", " ", "\t", "\n", "\r", "\r\n", "\\\n", "f'{\n", "$\"{\n \n", "a", "é", "\uD83D", "\0", "\"\"\"\" ", "\"\"\"   ", "-", "--", "=", "= ",
        "<a>", "=<a>", "=<a></a>", "=<a>{", "=<a>{</a>", "=<a></b>", "=<a b=<", "=<a b='", "=<a,", "=<a ", "=<a b<", "=<a.", "</", "</ ", "=<a/", "=<a>x<b/>",
        "if(", "if(/", "if()/", "if()/a/ ", "#if false\n", "#if false\n#endif\n", "\n#if 0", "\n  #",
    ];

    [Fact]
    public void An_empty_text_has_no_tokens() => Assert.Empty(Lexer.Lex("", Language.CSharp));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_character_belongs_to_exactly_one_token(Language language)
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            AssertTiled(HostileText.Characters(random, random.Next(300)), language);
            AssertTiled(HostileText.Concatenation(random, random.Next(300)), language);
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void The_work_grows_with_the_text_and_no_faster(Language language)
    {
        foreach (var trap in Traps)
        {
            var text = string.Concat(Enumerable.Repeat(trap, Length / trap.Length));
            var steps = AssertTiled(text, language);
            Assert.True(steps <= 4L * text.Length, $"{trap} took {steps} steps");
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void The_work_grows_with_any_mixture_of_traps_and_no_faster(Language language)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var text = HostileText.Concatenation(new Random(seed), 20_000);
            var steps = AssertTiled(text, language);
            Assert.True(steps <= 4L * text.Length, $"Seed {seed} took {steps} steps");
        }
    }

    [Theory]
    [InlineData(Language.JavaScript, "`${")]
    [InlineData(Language.Python, "f'{")]
    [InlineData(Language.CSharp, "$\"{")]
    public void Past_the_deepest_nesting_a_string_has_no_holes(Language language, string opening)
    {
        var text = string.Concat(Enumerable.Repeat(opening, 1_000));
        var opened = Lexer.Lex(text, language).Count(token => token.Kind == TokenKind.TemplateStart);
        Assert.InRange(opened, 32, 64);
    }

    [Theory]
    [InlineData("a\nb", "id:a nl id:b")]
    [InlineData("a\r\nb", "id:a nl id:b")]
    [InlineData("a\rb", "id:a nl id:b")]
    [InlineData("a\n\r\n\rb", "id:a nl nl nl id:b")]
    public void A_line_break_is_one_token_however_it_is_written(string text, string expected)
    {
        foreach (var language in Enum.GetValues<Language>()) Assert.Equal(expected, Tokens.Of(text, language));
    }

    [Theory]
    [InlineData("été", "id:été")]
    [InlineData("数量", "id:数量")]
    [InlineData("\uD835\uDC65", "id:\uD835\uDC65")]
    [InlineData("\uD83D\uDE00", "other:\uD83D\uDE00")]
    [InlineData("a\u202Eb", "id:a other:\u202E id:b")]
    [InlineData("\uFEFFa\u00A0b", "id:a id:b")]
    public void Letters_of_all_scripts_make_names_and_nothing_else_does(string text, string expected)
    {
        foreach (var language in Enum.GetValues<Language>()) Assert.Equal(expected, Tokens.Of(text, language));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_a_token() =>
        Assert.Equal([TokenKind.Identifier, TokenKind.Other, TokenKind.Other], Lexer.Lex("a\uD83D\uD83D", Language.CSharp).Select(token => token.Kind));

    [Fact]
    public void A_language_without_tables_is_read_as_words_and_marks() =>
        Assert.Equal("id:func id:send op:( op:) op:{ op:\" id:it op:' id:s op:\" op:}", Tokens.Of("func send() { \"it's\" }", Language.Go));

    /// <returns>The scanner's steps.</returns>
    private static long AssertTiled(string text, Language language)
    {
        var end = 0;
        var tokens = Scanner.Scan(text, Lexer.LexiconOf(language), out _, out var steps);
        foreach (var token in tokens)
        {
            if (token.Start != end || token.Length < 1) Assert.Fail($"{token} does not go on at {end}");
            end = token.End;
        }

        Assert.Equal(text.Length, end);
        return steps;
    }
}
