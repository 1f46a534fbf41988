namespace Claudit.Audits;

/// <summary>Damage of the kinds that editing, merging and malice do to a text.</summary>
internal static class Mutation
{
    private static readonly string[] Pieces =
    [
        ":", " ", "\n", "\t", "\r", "- ", "? ", "[", "]", "{", "}", ",", "&a ", "*a", "!", "!!", "!<", "!<x>", "!e! ",
        "%YAML 1.2\n---\n", "%TAG ! x\n", "---\n", "...\n", "|", ">", ">-9\n", "|+0\n", "\"", "'", "\\", "\"\\x", "\"\\u12",
        "\"\\UFFFFFFFF\"", "\"\\uD800\"", "#", " #", "@", "`", "~", "null", "0", "\0", "\u0085", "\u2028", "\uFEFF", "\uD83D",
        "\uDE00", "é", "<<: ", "id: ", "  - id: score\n", "[[[[[[[[[[[[[[[[", "{{{{{{{{{{{{{{{{", ": : :", "? ? ?",
        "- - - - - - - - - - - - - - ",
    ];

    public static string Of(string text, Random random)
    {
        for (var changes = random.Next(1, 5); changes > 0; changes--)
            text = Changed(text, random);
        return text;
    }

    private static string Changed(string text, Random random)
    {
        var from = random.Next(text.Length + 1);
        var length = random.Next(Math.Min(60, text.Length - from) + 1);
        return random.Next(7) switch
        {
            0 => text.Remove(from, length),
            1 => text[..from],
            2 => text.Insert(from, text.Substring(from, length)),
            3 => text.Insert(random.Next(text.Length + 1), text.Substring(from, length)),
            4 => text.Remove(from, length).Insert(from, ((char)random.Next(char.MaxValue + 1)).ToString()),
            _ => text.Insert(from, Pieces[random.Next(Pieces.Length)]),
        };
    }
}
