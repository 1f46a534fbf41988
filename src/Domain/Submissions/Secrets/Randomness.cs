namespace Claudit.Submissions.Secrets;

/// <summary>Whether a value looks drawn by a machine rather than written by a person.</summary>
internal static class Randomness
{
    /// <summary>Bits a character: sixteen drawn hexadecimal digits have some 3, <c>xxxxxxxx</c> has none.</summary>
    private const double LeastEntropy = 2.5;

    /// <summary>How often a drawn value goes from small letter to capital to digit: some 0.6 a character. <c>AccessTokenOf2</c> does 0.4 times.</summary>
    private const double LeastChanges = 0.45;

    /// <summary>Of a value that a telling prefix introduces: not one letter over and over, and no words that joints hold together.</summary>
    public static bool IsDrawn(ReadOnlySpan<char> value) =>
        Entropy(value) >= LeastEntropy && !Placeholder.IsOne(value) && (!value.ContainsAny('_', '-') || Classes(value) > 1);

    /// <summary>Of a value that only its name makes a secret: digits in three places, or in two of them three, or capitals, small letters and digits in turn.</summary>
    public static bool IsMixed(ReadOnlySpan<char> value)
    {
        if (!IsDrawn(value) || Classes(value) < 2) return false;
        var (digits, groups, changes, last) = (0, 0, 0, Class.None);
        foreach (var character in value)
        {
            var current = ClassOf(character);
            if (current == Class.Digit)
            {
                digits++;
                if (last != Class.Digit) groups++;
            }

            if (current != last && last != Class.None) changes++;
            last = current;
        }

        return groups > 2 || (groups > 1 && digits > 2) || (digits > 0 && Classes(value) > 2 && changes >= LeastChanges * value.Length);
    }

    private static double Entropy(ReadOnlySpan<char> value)
    {
        Span<int> counts = stackalloc int[128];
        foreach (var character in value) counts[character & 127]++;
        var entropy = 0.0;
        foreach (var count in counts)
        {
            if (count == 0) continue;
            var share = (double)count / value.Length;
            entropy -= share * Math.Log2(share);
        }

        return entropy;
    }

    private static int Classes(ReadOnlySpan<char> value) =>
        (value.ContainsAnyInRange('a', 'z') ? 1 : 0) + (value.ContainsAnyInRange('A', 'Z') ? 1 : 0) + (value.ContainsAnyInRange('0', '9') ? 1 : 0);

    private static Class ClassOf(char character) =>
        char.IsAsciiLetterLower(character) ? Class.Small
        : char.IsAsciiLetterUpper(character) ? Class.Capital
        : char.IsAsciiDigit(character) ? Class.Digit
        : Class.None;

    private enum Class
    {
        None,
        Small,
        Capital,
        Digit,
    }
}
