using System.Buffers;
using Claudit.Code;

namespace Claudit.Submissions.Secrets;

/// <summary>Secrets in addresses.</summary>
internal static class AddressSecret
{
    private static readonly SearchValues<char> EndsUser = SearchValues.Create(":/?#@\"'`<>(){}$\\ \t\r\n");
    private static readonly SearchValues<char> EndsPassword = SearchValues.Create("/?#,;\"'`<>(){}$\\ \t\r\n");

    /// <summary>The password in <c>scheme://user:password@host</c>; the user may be empty.</summary>
    public static TextSpan? Password(Occurrence found)
    {
        if (!char.IsAsciiLetterOrDigit(found.CharacterAt(found.Start - 1))) return null;
        var rest = found.After;
        var colon = rest.IndexOfAny(EndsUser);
        if (colon < 0 || rest[colon] != ':') return null;
        var user = rest[..colon];
        rest = rest[(colon + 1)..];
        // A password with an @ in it ends at the last before the host, as browsers have it.
        var end = rest.IndexOfAny(EndsPassword);
        var length = (end < 0 ? rest : rest[..end]).LastIndexOf('@');
        if (length <= 0) return null;
        var password = rest[..length];
        return Placeholder.IsPassword(password) || password.SequenceEqual(user) ? null : found.Following(colon + 1, length);
    }

    /// <summary>A parameter that is base64 of so many characters, which may be escaped.</summary>
    public static SecretShape Parameter(string name, int length, string padding) => new(name, found =>
    {
        if (found.CharacterAt(found.Start - 1) is not ('?' or '&' or ';')) return null;
        var value = found.Run(found.End, Alphabet.EscapedBase64, Occurrence.Reach);
        var decoded = Uri.UnescapeDataString(value);
        return decoded.Length == length && decoded.EndsWith(padding, StringComparison.Ordinal) && Randomness.IsDrawn(decoded) ? found.Following(0, value.Length) : null;
    })
    { IsDecisive = false };
}
