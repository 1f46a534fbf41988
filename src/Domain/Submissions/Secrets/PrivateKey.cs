using System.Buffers;
using Claudit.Code;

namespace Claudit.Submissions.Secrets;

internal static class PrivateKey
{
    private const string Dashes = "-----";
    private const int LongestLabel = 100;
    private const int ShortestKey = 40;
    private const int LongestLine = 200;

    private static readonly SearchValues<char> ArmourBody = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=.\\ \t\r\n\"'`,:");

    /// <summary>What lies between the armour lines, also where it is split into strings, up to what no key holds.</summary>
    public static TextSpan? InArmour(Occurrence found)
    {
        var label = found.From(found.End);
        if (label.Length > LongestLabel) label = label[..LongestLabel];
        var dashes = label.IndexOf(Dashes);
        if (dashes < 0 || !label[..dashes].Contains("PRIVATE KEY", StringComparison.Ordinal)) return null;
        var start = found.End + dashes + Dashes.Length;
        var end = start + found.Run(start, ArmourBody, int.MaxValue).Length;
        while (found.CharacterAt(end) == '-' && !found.From(end).StartsWith(Dashes))
            end += 1 + found.Run(end + 1, ArmourBody, int.MaxValue).Length;
        var keyCharacters = 0;
        foreach (var character in found.From(start)[..(end - start)])
            if (Alphabet.Base64.Contains(character)) keyCharacters++;
        return keyCharacters >= ShortestKey ? new TextSpan(start, end) : null;
    }

    /// <summary>As many lines as the head of the private part says.</summary>
    public static TextSpan? OfPutty(Occurrence found)
    {
        var count = found.Run(found.End, Alphabet.Digits, 3);
        if (count.IsEmpty) return null;
        var start = AfterLineBreak(found, found.End + count.Length);
        var end = start;
        for (var line = int.Parse(count, null); line > 0; line--)
        {
            var length = found.Run(end, Alphabet.Base64, LongestLine).Length;
            if (length == 0) break;
            end += length;
            if (line > 1) end = AfterLineBreak(found, end);
        }

        return end - start >= ShortestKey ? new TextSpan(start, end) : null;
    }

    private static int AfterLineBreak(Occurrence found, int offset)
    {
        if (found.CharacterAt(offset) == '\r') offset++;
        return found.CharacterAt(offset) == '\n' ? offset + 1 : offset;
    }
}
