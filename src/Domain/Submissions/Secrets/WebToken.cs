using Claudit.Code;

namespace Claudit.Submissions.Secrets;

internal static class WebToken
{
    private const int ShortestPart = 10;

    /// <summary>Three runs parted by dots; header and payload are JSON objects, which begin with <c>eyJ</c> in base64.</summary>
    public static TextSpan? Find(Occurrence found)
    {
        // A token is looked at from its beginning alone: a run of thousands of "eyJ" is passed over once.
        if (Alphabet.DottedBase64Url.Contains(found.CharacterAt(found.Start - 1))) return null;
        var end = found.Start;
        for (var part = 0; part < 3; part++)
        {
            if (part > 0 && found.CharacterAt(end++) != '.') return null;
            if (part == 1 && !found.From(end).StartsWith("eyJ", StringComparison.Ordinal)) return null;
            var length = found.Run(end, Alphabet.Base64Url, int.MaxValue).Length;
            if (length < ShortestPart) return null;
            end += length;
        }

        return new TextSpan(found.Start, end);
    }
}
