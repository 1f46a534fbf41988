using System.IO.Hashing;
using System.Text;

namespace Claudit.Submissions.Secrets;

/// <summary>
/// The last six characters of a token of GitHub, npm or Polar: the CRC-32 of the characters before them, in base 62. See
/// https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/.
/// </summary>
internal static class TokenChecksum
{
    private const int Length = 6;
    private const string Numerals = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <param name="token">ASCII, without its prefix.</param>
    public static bool Fits(ReadOnlySpan<char> token)
    {
        if (token.Length <= Length) return false;
        Span<byte> bytes = stackalloc byte[token.Length - Length];
        var count = Encoding.ASCII.GetBytes(token[..^Length], bytes);
        var rest = Crc32.HashToUInt32(bytes[..count]);
        for (var i = 1; i <= Length; i++)
        {
            if (token[^i] != Numerals[(int)(rest % (uint)Numerals.Length)]) return false;
            rest /= (uint)Numerals.Length;
        }

        return rest == 0;
    }
}
