namespace Claudit.Code.Lexing;

/// <summary>
/// C#, to 14. Of the contextual keywords, those that are also common names (<c>value</c>, <c>get</c>, <c>record</c>, <c>from</c>) stay identifiers.
/// </summary>
internal static class CSharpLexicon
{
    /// <summary>More dollar signs than anyone writes before a raw string.</summary>
    private const int MostDollars = 8;

    public static readonly LexicalRules Rules = new()
    {
        Keywords =
        [
            "abstract", "and", "as", "async", "await", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const",
            "continue", "decimal", "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally",
            "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long",
            "namespace", "new", "not", "null", "object", "operator", "or", "out", "override", "params", "partial", "private", "protected",
            "public", "readonly", "ref", "required", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string",
            "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "var",
            "virtual", "void", "volatile", "when", "where", "while", "with", "yield",
        ],
        ValueKeywords = ["base", "false", "null", "this", "true"],
        LineComments = ["//"],
        BlockComments = [new("/*", "*/", Nests: false)],
        Strings = [.. Forms()],
        Sigils = ["@"],
        Operators =
        [
            ">>>=", "??=", "<<=", ">>=", ">>>",
            "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "::", "->", "..", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=",
            "<<", ">>",
        ],
        Marks = "{}()[];,<>+-*/%&|^!~?:=.",
        NumbersBeginWithDot = true,
        PreprocessorLines = true,
        SeparatorsEndLines = true,
    };

    private static IEnumerable<StringForm> Forms()
    {
        yield return new("", '"') { Escaping = Escaping.Backslash };
        yield return new("", '\'') { Escaping = Escaping.Backslash };
        yield return new("$", '"') { Escaping = Escaping.Backslash, Holes = HoleStyle.CSharp };
        yield return new("@", '"') { Escaping = Escaping.Doubled, Raw = true, Multiline = true };
        yield return new("$@", '"') { Escaping = Escaping.Doubled, Raw = true, Multiline = true, Holes = HoleStyle.CSharp };
        yield return new("@$", '"') { Escaping = Escaping.Doubled, Raw = true, Multiline = true, Holes = HoleStyle.CSharp };

        var raw = new StringForm("", '"') { Count = 3, Fenced = true, Raw = true, Multiline = true };
        yield return raw;
        for (var dollars = 1; dollars <= MostDollars; dollars++)
            yield return raw with { Prefix = new string('$', dollars), Holes = HoleStyle.CSharp, HoleWidth = dollars };
    }
}
