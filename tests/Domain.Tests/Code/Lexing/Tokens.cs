using Claudit.Submissions;

namespace Claudit.Code.Lexing;

/// <summary>Tokens as a line of <c>kind:text</c>, so that a failed comparison reads like a sentence.</summary>
internal static class Tokens
{
    /// <summary>White space is left out; line breaks inside a token show as ⏎.</summary>
    public static string Of(string text, Language language) => string.Join(' ',
        from token in Lexer.Lex(text, language)
        where token.Kind != TokenKind.Whitespace
        select token.Kind == TokenKind.NewLine ? "nl" : $"{Name(token.Kind)}:{Visible(text.Substring(token.Start, token.Length))}");

    private static string Visible(string text) => text.Replace("\r\n", "⏎").Replace('\n', '⏎').Replace('\r', '⏎');

    private static string Name(TokenKind kind) => kind switch
    {
        TokenKind.Identifier => "id",
        TokenKind.Keyword => "key",
        TokenKind.Number => "num",
        TokenKind.String => "str",
        TokenKind.TemplateStart => "open",
        TokenKind.TemplateText => "text",
        TokenKind.HoleStart => "hole",
        TokenKind.HoleFormat => "format",
        TokenKind.HoleEnd => "endhole",
        TokenKind.TemplateEnd => "close",
        TokenKind.Punctuation => "op",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
