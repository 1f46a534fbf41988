using Claudit.Submissions;
using Xunit;

namespace Claudit.Code.Lexing;

public sealed class StringLiteralsTests
{
    [Theory]
    [InlineData(Language.JavaScript, "'a'", "a")]
    [InlineData(Language.JavaScript, "\"it\\'s\\n\\d\"", "it's\nd")]
    [InlineData(Language.JavaScript, "'\\u0041\\u{1F600}\\x42\\u{zz}'", "A😀Bu{zz}")]
    [InlineData(Language.JavaScript, "'a\\\r\nb'", "ab")]
    [InlineData(Language.JavaScript, "'open", "open")]
    [InlineData(Language.JavaScript, "'", "")]
    [InlineData(Language.Python, "''", "")]
    [InlineData(Language.Python, "'\\d\\n'", "\\d\n")]
    [InlineData(Language.Python, "Rb'\\n'", "\\n")]
    [InlineData(Language.Python, "\"\"\"a\"b\n\"\"\"", "a\"b\n")]
    [InlineData(Language.Python, "'\\U0001F600'", "😀")]
    [InlineData(Language.CSharp, "@\"a\\\"\"b\"", "a\\\"b")]
    [InlineData(Language.CSharp, "'\\''", "'")]
    [InlineData(Language.CSharp, "\"\"", "")]
    [InlineData(Language.CSharp, "\"\"\"a \"b\" \\n\"\"\"", "a \"b\" \\n")]
    [InlineData(Language.CSharp, "\"\"\"\"\r\n  a\r\n  b\r\n  \"\"\"\"", "  a\r\n  b")]
    [InlineData(Language.CSharp, "\"\"\"\"\"\"", "")]
    [InlineData(Language.Sql, "'it''s \\n'", "it's \\n")]
    [InlineData(Language.Sql, "e'it\\'s'", "it's")]
    [InlineData(Language.Sql, "$fn$ a $$ $fn$", " a $$ ")]
    [InlineData(Language.Sql, "[Usage Events]", "Usage Events")]
    [InlineData(Language.Sql, "\"a\"\"b\"", "a\"b")]
    [InlineData(Language.Sql, "plain", "plain")]
    [InlineData(Language.Text, "", "")]
    public void A_literal_stands_for_its_content(Language language, string literal, string expected) =>
        Assert.Equal(expected, StringLiterals.Content(literal, language));

    [Theory]
    [InlineData(Language.JavaScript, "`", "a\\`b {{", "a`b {{")]
    [InlineData(Language.Python, "f'", "{{a}}\\n", "{a}\n")]
    [InlineData(Language.Python, "rf'", "{{a}}\\n", "{a}\\n")]
    [InlineData(Language.CSharp, "$@\"", "a\"\"b{{\\n", "a\"b{\\n")]
    [InlineData(Language.CSharp, "$$\"\"\"", "{{\\n", "{{\\n")]
    public void The_text_of_a_template_is_read_as_its_opening_says(Language language, string opening, string piece, string expected) =>
        Assert.Equal(expected, StringLiterals.TemplateContent(piece, opening, language));

    [Fact]
    public void Any_token_has_a_content()
    {
        foreach (var language in Enum.GetValues<Language>())
        {
            for (var seed = 0; seed < 100; seed++)
            {
                var text = HostileText.Concatenation(new Random(seed), 200);
                foreach (var token in Lexer.Lex(text, language))
                {
                    var content = StringLiterals.Content(text.AsSpan(token.Start, token.Length), language);
                    Assert.InRange(content.Length, 0, token.Length);
                }
            }
        }
    }
}
