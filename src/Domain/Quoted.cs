using System.Globalization;

namespace Claudit;

/// <summary>Somebody else's word inside one of our messages.</summary>
internal static class Quoted
{
    private const int Longest = 60;

    /// <summary>In single quotes, at most 60 characters of it, and a '?' for each that could disturb a terminal or a log.</summary>
    public static string Name(string word)
    {
        var shown = word.Length > Longest ? word[..(Longest - 1)] + "…" : word;
        return "'" + string.Concat(shown.Select(letter => IsHarmless(letter) ? letter : '?')) + "'";
    }

    private static bool IsHarmless(char letter) => char.GetUnicodeCategory(letter) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
