using System.Buffers;

namespace Claudit.Submissions.Secrets;

/// <summary>The characters that secrets are written in.</summary>
internal static class Alphabet
{
    private const string Numerals = "0123456789";
    private const string Capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Small = "abcdefghijklmnopqrstuvwxyz";

    public static readonly SearchValues<char> Digits = SearchValues.Create(Numerals);
    public static readonly SearchValues<char> Hexadecimal = SearchValues.Create(Numerals + "abcdefABCDEF");
    public static readonly SearchValues<char> HexadecimalAndDash = SearchValues.Create(Numerals + "abcdefABCDEF-");
    public static readonly SearchValues<char> Alphanumeric = SearchValues.Create(Capitals + Small + Numerals);
    public static readonly SearchValues<char> CapitalsAndDigits = SearchValues.Create(Capitals + Numerals);
    public static readonly SearchValues<char> SmallAndDigits = SearchValues.Create(Small + Numerals);
    public static readonly SearchValues<char> Word = SearchValues.Create(Capitals + Small + Numerals + "_");
    public static readonly SearchValues<char> Base32 = SearchValues.Create(Capitals + "234567");
    public static readonly SearchValues<char> SmallBase32 = SearchValues.Create(Small + "234567");
    public static readonly SearchValues<char> Bech32 = SearchValues.Create("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L");
    public static readonly SearchValues<char> Base64 = SearchValues.Create(Capitals + Small + Numerals + "+/=");
    public static readonly SearchValues<char> Base64Url = SearchValues.Create(Capitals + Small + Numerals + "_-");
    public static readonly SearchValues<char> DottedBase64Url = SearchValues.Create(Capitals + Small + Numerals + "_-.");
    public static readonly SearchValues<char> EntraSecret = SearchValues.Create(Capitals + Small + Numerals + "_-.~");

    /// <summary>Base64 of either kind as it stands in an address.</summary>
    public static readonly SearchValues<char> EscapedBase64 = SearchValues.Create(Capitals + Small + Numerals + "+/=_-%");

    /// <summary>What keys are written in whose format nobody documents.</summary>
    public static readonly SearchValues<char> Key = SearchValues.Create(Capitals + Small + Numerals + "_-+/=.~");

    public static readonly SearchValues<char> Name = SearchValues.Create(Capitals + Small + Numerals + "_-.");
    public static readonly SearchValues<char> ConstantName = SearchValues.Create(Capitals + Numerals + "_");
}
