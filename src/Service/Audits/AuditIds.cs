using System.Security.Cryptography;

namespace Claudit.Audits;

/// <summary>Ids of audits: 26 letters and digits with 130 random bits, so that nobody can guess one and no two are the same.</summary>
public static class AuditIds
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 26;

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);
}
