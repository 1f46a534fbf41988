using System.Collections.Immutable;

namespace Claudit.Code.Lexing;

/// <summary>Python 3, to 3.14. The soft keywords (<c>match</c>, <c>case</c>, <c>type</c>) are identifiers.</summary>
internal static class PythonLexicon
{
    public static readonly LexicalRules Rules = new()
    {
        Keywords =
        [
            "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else",
            "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise",
            "return", "try", "while", "with", "yield",
        ],
        ValueKeywords = ["False", "None", "True"],
        LineComments = ["#"],
        Strings = [.. Forms()],
        Operators =
        [
            "**=", "//=", "<<=", ">>=", "...",
            "->", ":=", "**", "//", "<<", ">>", "<=", ">=", "==", "!=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@=",
        ],
        Marks = "{}()[];,<>+-*/%&|^~:=.@",
        NumbersEndInDot = true,
        NumbersBeginWithDot = true,
        Hashbang = true,
        BackslashJoinsLines = true,
    };

    private static IEnumerable<StringForm> Forms()
    {
        foreach (var prefix in ImmutableArray.Create("", "u", "b", "r", "br", "rb", "f", "fr", "rf", "t", "tr", "rt"))
        {
            foreach (var quote in "\"'")
            {
                var form = new StringForm(prefix, quote)
                {
                    Escaping = Escaping.Backslash,
                    BackslashJoinsLines = true,
                    Raw = prefix.Contains('r'),
                    Holes = prefix.Contains('f') || prefix.Contains('t') ? HoleStyle.Python : HoleStyle.None,
                };
                yield return form;
                yield return form with { Count = 3, Multiline = true };
            }
        }
    }
}
