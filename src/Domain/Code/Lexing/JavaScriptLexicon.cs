namespace Claudit.Code.Lexing;

/// <summary>
/// JavaScript and TypeScript, JSX included. Words that are also common names (<c>of</c>, <c>from</c>, <c>type</c>, <c>get</c>, <c>set</c>)
/// stay identifiers. An apostrophe right after a word is taken for the text of a JSX element, not for a string.
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
            new("", '\'') { Escaping = Escaping.Backslash, BackslashJoinsLines = true, StandsApart = true },
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
}
