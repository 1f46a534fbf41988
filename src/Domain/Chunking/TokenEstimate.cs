using System.Globalization;

namespace Claudit.Chunking;

/// <summary>
/// About how many tokens a text has for a model, without its tokenizer. Byte-pair tokenizers first cut a text into words with the sign before
/// them, groups of three digits, runs of signs, and white space, and then each of these by a vocabulary. The cutting is done here; how many
/// tokens a word of some length has on average was counted with o200k_base over the code of this repository.
/// </summary>
public static class TokenEstimate
{
    // In hundredths of a token, so that every machine adds up to the same.
    private const int Whole = 100;

    // Of keys, hashes and data in base64 or hexadecimal digits, which no vocabulary has.
    private const int RandomLetter = 68;
    private const int FewestRandom = 16;
    private const int MostRandom = 64;

    /// <summary>Takes time linear to the text.</summary>
    /// <returns>At least 1 for a text that is not empty.</returns>
    public static int Of(ReadOnlySpan<char> text)
    {
        var hundredths = 0L;
        for (var at = 0; at < text.Length;)
        {
            var length = Piece(text[at..], out var cost);
            hundredths += cost;
            at += length;
        }

        return (int)Math.Min(int.MaxValue, (hundredths + Whole / 2) / Whole);
    }

    private static int Piece(ReadOnlySpan<char> text, out int cost)
    {
        var first = text[0];
        if (char.IsAsciiLetterOrDigit(first) && Random(text) is > 0 and var random)
        {
            cost = random * RandomLetter;
            return random;
        }

        if (char.IsLetter(first)) return Word(text, 0, out cost);
        // One sign, or one space, before a word belongs to it.
        if (text.Length > 1 && char.IsLetter(text[1]) && first is not ('\r' or '\n') && !char.IsDigit(first)) return Word(text, 1, out cost);
        if (char.IsDigit(first)) return Digits(text, out cost);
        return char.IsWhiteSpace(first) && !IsSign(text, 1) ? Space(text, out cost) : Signs(text, out cost);
    }

    /// <summary>How many letters and digits follow each other as chance has it; 0 where words are made of them.</summary>
    private static int Random(ReadOnlySpan<char> text)
    {
        var (length, changes) = (1, 0);
        for (; length < Math.Min(text.Length, MostRandom) && char.IsAsciiLetterOrDigit(text[length]); length++)
            if (char.IsAsciiDigit(text[length]) != char.IsAsciiDigit(text[length - 1]) || (char.IsAsciiLetterUpper(text[length]) && !char.IsAsciiLetterUpper(text[length - 1])))
                changes++;
        return length >= FewestRandom && 4 * changes >= length ? length : 0;
    }

    /// <summary>Capitals and the small letters behind them: <c>parseHTTPHeader</c> is three words.</summary>
    private static int Word(ReadOnlySpan<char> text, int start, out int cost)
    {
        var at = start;
        while (at < text.Length && char.IsUpper(text[at])) at++;
        var capitals = at - start;
        var foreign = 0;
        while (at < text.Length && IsInWord(text[at]))
            if (text[at++] >= 0x80)
                foreign += CostOf(text[at - 1]);
        var letters = at - start;
        cost = foreign > 0 ? Math.Max(Whole, foreign + 25 * letters)
            : capitals == letters ? Math.Max(Whole, 29 * letters)
            : Whole + 6 * Math.Clamp(letters - 3, 0, 10) + 30 * Math.Max(0, letters - 13);
        return at;
    }

    private static int Digits(ReadOnlySpan<char> text, out int cost)
    {
        var length = 1;
        while (length < text.Length && char.IsDigit(text[length])) length++;
        cost = (length + 2) / 3 * Whole;
        return length;
    }

    private static int Space(ReadOnlySpan<char> text, out int cost)
    {
        var length = 1;
        var lineEnd = -1;
        if (text[0] is '\r' or '\n') lineEnd = 0;
        for (; length < text.Length && char.IsWhiteSpace(text[length]); length++)
            if (text[length] is '\r' or '\n')
                lineEnd = length;
        cost = Whole;
        // What follows the last line's end is a piece of its own, but for the one space that belongs to the word behind it.
        if (lineEnd >= 0) return lineEnd + 1;
        return length > 1 && length < text.Length ? length - 1 : length;
    }

    private static int Signs(ReadOnlySpan<char> text, out int cost)
    {
        var length = text[0] == ' ' ? 1 : 0;
        var (start, foreign) = (length, 0);
        for (; IsSign(text, length); length++)
            if (text[length] >= 0x80)
                foreign += 70;
        var signs = Math.Max(1, length - start);
        while (length < text.Length && text[length] is '\r' or '\n') length++;
        cost = Math.Max(Whole, 36 * signs) + foreign;
        return Math.Max(1, length);
    }

    private static bool IsSign(ReadOnlySpan<char> text, int at) =>
        at < text.Length && !char.IsWhiteSpace(text[at]) && !char.IsLetter(text[at]) && !char.IsDigit(text[at]);

    private static bool IsInWord(char letter) => char.IsLower(letter) || (letter >= 0x80 && (char.IsLetter(letter) || IsMark(letter)));

    private static bool IsMark(char letter) =>
        CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary>What a letter beyond ASCII adds: the scripts of Europe share tokens, those of East Asia have one for one or two letters.</summary>
    private static int CostOf(char letter) => letter < 0x0600 ? 15 : letter < 0x2E80 ? 35 : 45;
}
