namespace Claudit.Code.Lexing;

/// <summary>
/// JavaScript and TypeScript, JSX included where a file may have it. Words that are also common names (<c>of</c>, <c>from</c>, <c>type</c>,
/// <c>get</c>, <c>set</c>) stay identifiers.
/// </summary>
internal static class JavaScriptLexicon
{
    public static readonly LexicalRules JavaScript = new()
    {
        Keywords =
        [
            "as", "async", "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else",
            "export", "extends", "false", "finally", "for", "function", "if", "import", "in", "instanceof", "let", "new", "null", "return",
            "static", "super", "switch", "this", "throw", "true", "try", "typeof", "var", "void", "while", "with", "yield",
        ],
        ValueKeywords = ["false", "null", "super", "this", "true"],
        LineComments = ["//"],
        BlockComments = [new("/*", "*/", Nests: false)],
        Strings =
        [
            new("", '"') { Escaping = Escaping.Backslash, BackslashJoinsLines = true },
            new("", '\'') { Escaping = Escaping.Backslash, BackslashJoinsLines = true },
            new("", '`') { Escaping = Escaping.Backslash, Multiline = true, Holes = HoleStyle.Dollar },
        ],
        WordCharacters = "_$",
        Sigils = ["#"],
        Operators =
        [
            ">>>=", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "...",
            "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>", "**",
        ],
        Marks = "{}()[];,<>+-*/%&|^!~?:=.@",
        NumbersEndInDot = true,
        NumbersBeginWithDot = true,
        RegexLiterals = true,
        SeparatorsEndLines = true,
        Markup = true,
        Hashbang = true,
    };

    public static readonly LexicalRules TypeScript = JavaScript with
    {
        Keywords =
        [
            .. JavaScript.Keywords,
            "abstract", "declare", "enum", "implements", "interface", "keyof", "override", "private", "protected", "public", "readonly",
            "satisfies",
        ],
    };

    public static readonly LexicalRules TypeScriptWithoutMarkup = TypeScript with { Markup = false };

    /// <summary>Whether <c>&lt;T&gt;</c> before an operand begins an element; in <c>.ts</c> files it is a cast.</summary>
    public static bool HasMarkup(string path) =>
        !(path.EndsWith(".ts", StringComparison.OrdinalIgnoreCase)
            || path.EndsWith(".mts", StringComparison.OrdinalIgnoreCase)
            || path.EndsWith(".cts", StringComparison.OrdinalIgnoreCase));
}
