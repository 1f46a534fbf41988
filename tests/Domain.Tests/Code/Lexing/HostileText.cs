using System.Text;

namespace Claudit.Code.Lexing;

/// <summary>Texts that try to confuse a lexer, from a seed.</summary>
internal static class HostileText
{
    private static readonly string[] Fragments =
    [
        "`", "${", "}", "{", "{{", "}}", "\"", "'", "\"\"\"", "'''", "f\"", "f'", "rf\"\"\"", "t'''", "b'", "$\"", "$@\"", "@\"", "$\"\"\"", "$$\"\"\"",
        "$$$$", "$tag$", "$1", "$", "@", "@@", "#", "#!", "#if", "#if false\n", "#else\n", "#endif", "if (", "while(", "\\", "\\\n", "\\\r\n", "\\N{", "\\u{", "//", "/*", "*/", "--", "/", "/[", "]/g",
        "<", "</", "/>", "<div>", "(", ")", "[", "]", "!", "!r", "=", "==", ":", "::", ":N2", ",", ",10", ".", "..", "...", ".5", "0x", "1e+", "1_0n",
        "?", "?.", "??=", "=>", "->>", "%s", "%(", ")s", "${a}", "[a", "e'", "N'", "return", "typeof", "select", "x", "été", "_", "\0", "\u0001",
        "\uFEFF", "\u2028", "\u00A0", "\uD83D", "\uDE00", "\uD83D\uDE00", "\uD835\uDC65", "\u202E", "\n", "\r", "\r\n", " ", "\t", "        ",
    ];

    public static string Characters(Random random, int length)
    {
        var text = new StringBuilder(length);
        while (text.Length < length) text.Append((char)(random.Next(4) == 0 ? random.Next(0x10000) : random.Next(128)));
        return text.ToString();
    }

    /// <summary>Fragments of all languages; a small vocabulary at a time, so that the same things meet again and again.</summary>
    public static string Concatenation(Random random, int fragments)
    {
        var vocabulary = Enumerable.Range(0, random.Next(2, 12)).Select(_ => Fragments[random.Next(Fragments.Length)]).ToArray();
        var text = new StringBuilder();
        for (var i = 0; i < fragments; i++) text.Append(vocabulary[random.Next(vocabulary.Length)]);
        return text.ToString();
    }
}
