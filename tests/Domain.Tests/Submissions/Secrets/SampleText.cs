using System.IO.Hashing;
using System.Text;

namespace Claudit.Submissions.Secrets;

/// <summary>
/// Fills <c>«…»</c> in a sample: <c>«hex:40»</c> becomes forty hexadecimal digits, the same each time for the same seed. So the samples hold no
/// credential, and no scanner takes them for a leak.
/// </summary>
internal sealed class SampleText(string seed)
{
    private const string Digits = "0123456789";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const int ArmourWidth = 64;

    private readonly Random _random = new((int)Crc32.HashToUInt32(Encoding.UTF8.GetBytes(seed)));

    public string Fill(string text)
    {
        var filled = new StringBuilder();
        for (var rest = text; rest.Length > 0;)
        {
            var open = rest.IndexOf('«', StringComparison.Ordinal);
            if (open < 0) return filled.Append(rest).ToString();
            var close = rest.IndexOf('»', open);
            filled.Append(rest, 0, open).Append(Draw(rest[(open + 1)..close].Split(':')));
            rest = rest[(close + 1)..];
        }

        return filled.ToString();
    }

    private string Draw(string[] what) => what switch
    {
        ["digits", var n] => Of(Digits, n),
        ["hex", var n] => Of(Digits + "abcdef", n),
        ["lower", var n] => Of(Lower + Digits, n),
        ["upper", var n] => Of(Upper + Digits, n),
        ["letters", var n] => Of(Upper + Lower, n),
        ["alnum", var n] => Of(Upper + Lower + Digits, n),
        ["url", var n] => Of(Upper + Lower + Digits + "_-", n),
        ["base64", var n] => Of(Upper + Lower + Digits + "+/", n),
        ["base32", var n] => Of(Upper + "234567", n),
        ["age", var n] => Of("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", n),
        // A password that a person was made to think of: a capital, a digit and a sign among small letters.
        ["password", var n] => Of(Upper, "1") + Of(Lower, $"{Number(n) - 4}") + Of(Digits, "2") + Of("!#^*_-+~", "1"),
        ["uuid"] => $"{Of(Digits + "abcdef", "8")}-{Of(Digits + "abcdef", "4")}-4{Of(Digits + "abcdef", "3")}-a{Of(Digits + "abcdef", "3")}-{Of(Digits + "abcdef", "12")}",
        ["checked", var n] => WithChecksum(Of(Upper + Lower + Digits, n)),
        ["nuget"] => Of(Lower[..16], "1") + Of(Lower + "234567", "42"),
        ["jwt"] => $"{Base64Url("{\"alg\":\"RS256\",\"typ\":\"JWT\"}")}.{Base64Url($"{{\"sub\":\"{Of(Digits, "12")}\"}}")}.{Of(Upper + Lower + Digits + "_-", "342")}",
        ["basic", var user] => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{Of(Upper + Lower + Digits, "18")}")),
        ["pem", var lines] => string.Join('\n', Enumerable.Range(0, Number(lines)).Select(_ => Of(Upper + Lower + Digits + "+/", $"{ArmourWidth}"))),
        ["pem-line", var lines] => string.Join("\\n", Enumerable.Range(0, Number(lines)).Select(_ => Of(Upper + Lower + Digits + "+/", $"{ArmourWidth}"))),
        _ => throw new InvalidDataException($"Nothing is drawn for «{string.Join(':', what)}»."),
    };

    private string Of(string alphabet, string count) => new(_random.GetItems<char>(alphabet, Number(count)));

    private static int Number(string text) => int.Parse(text, null);

    private static string Base64Url(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static string WithChecksum(string body)
    {
        const string Alphabet = Digits + Upper + Lower;
        var checksum = "";
        for (var rest = Crc32.HashToUInt32(Encoding.ASCII.GetBytes(body)); rest > 0; rest /= 62) checksum = Alphabet[(int)(rest % 62)] + checksum;
        return body + checksum.PadLeft(6, '0');
    }
}
