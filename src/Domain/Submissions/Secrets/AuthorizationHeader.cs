using System.Text;
using Claudit.Code;

namespace Claudit.Submissions.Secrets;

/// <summary>Credentials behind the name of a scheme.</summary>
internal static class AuthorizationHeader
{
    public static TextSpan? Bearer(Occurrence found)
    {
        var token = found.Run(found.End, Alphabet.Key, Occurrence.Reach);
        return token.Length >= AssignedSecret.ShortestKey && !DecisiveLiterals.In(token) && Randomness.IsMixed(token) ? found.Following(0, token.Length) : null;
    }

    /// <summary>Base64 that holds a user and a password; the header of a web token is JSON and has a colon too.</summary>
    public static TextSpan? Basic(Occurrence found)
    {
        var encoded = found.Run(found.End, Alphabet.Base64, Occurrence.Reach);
        Span<byte> decoded = stackalloc byte[Occurrence.Reach];
        if (!found.StartsWord || !Convert.TryFromBase64Chars(encoded, decoded, out var length)) return null;
        var colon = decoded[..length].IndexOf((byte)':');
        if (colon < 0 || decoded[0] == (byte)'{' || decoded[..length].ContainsAnyExceptInRange((byte)' ', (byte)'~')) return null;
        var (user, password) = (Encoding.ASCII.GetString(decoded[..colon]), Encoding.ASCII.GetString(decoded[(colon + 1)..length]));
        var secret = password.Length > 0 ? password : user;
        return Placeholder.IsPassword(secret) ? null : found.Following(0, encoded.Length);
    }
}
