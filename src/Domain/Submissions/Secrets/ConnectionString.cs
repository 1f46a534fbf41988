using System.Buffers;
using Claudit.Code;

namespace Claudit.Submissions.Secrets;

/// <summary>Passwords and keys among the settings of a connection.</summary>
internal static class ConnectionString
{
    private static readonly SearchValues<char> EndsSetting = SearchValues.Create(";\"'`<>\\ \t\r\n");
    private static readonly SearchValues<char> EndsParameter = SearchValues.Create("&;\"'`<>\\ \t\r\n");
    private static readonly SearchValues<char> EndsOraclePassword = SearchValues.Create("@/\"'`<>(){}$\\ \t\r\n");
    private static readonly SearchValues<string> OtherSettings = SearchValues.Create(
        ["Server=", "Host=", "Data Source=", "Address=", "User Id=", "UserId=", "User=", "Uid=", "Username=", "Database=", "DbName=", "Initial Catalog="],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>A part <c>AccountKey=value</c> with the base64 of so many characters.</summary>
    public static SecretShape Key(string name, int length) => new(name, found =>
    {
        var value = Value(found, EndsSetting);
        var isKey = value.Length == length && value[^1] == '=' && !value.ContainsAnyExcept(Alphabet.Base64) && Randomness.IsDrawn(value);
        return isKey && IsSeparate(found.LineBefore) && !Placeholder.IsEmulatorKey(value) ? found.Following(0, length) : null;
    })
    { Comparison = StringComparison.OrdinalIgnoreCase, IsDecisive = false };

    /// <summary>A part <c>Password=value</c>, which shows in another part on the same line: by semicolons, as a parameter, or by spaces.</summary>
    public static SecretShape Password(string name) => new(name, found =>
    {
        if (found.CharacterAt(found.End) != '=') return null;
        var before = found.LineBefore;
        var value = Value(found, before is [.., '?' or '&'] ? EndsParameter : EndsSetting, skipped: 1);
        if (Placeholder.IsPassword(value) || !IsSeparate(before) && !IsKeyword(before)) return null;
        return before.ContainsAny(OtherSettings) || found.LineAfter[(1 + value.Length)..].ContainsAny(OtherSettings) ? found.Following(1, value.Length) : null;
    })
    { Comparison = StringComparison.OrdinalIgnoreCase, IsDecisive = false };

    /// <summary>The password in <c>jdbc:oracle:thin:user/password@host</c>.</summary>
    public static TextSpan? Oracle(Occurrence found)
    {
        var rest = found.After;
        var slash = rest.IndexOfAny(EndsOraclePassword);
        if (slash < 0 || rest[slash] != '/') return null;
        var length = rest[(slash + 1)..].IndexOfAny(EndsOraclePassword);
        if (length <= 0 || rest[slash + 1 + length] != '@') return null;
        var password = rest.Slice(slash + 1, length);
        return Placeholder.IsPassword(password) || password.SequenceEqual(rest[..slash]) ? null : found.Following(slash + 1, length);
    }

    private static ReadOnlySpan<char> Value(Occurrence found, SearchValues<char> ends, int skipped = 0)
    {
        var rest = found.After[skipped..];
        return rest.IndexOfAny(ends) is >= 0 and var end ? rest[..end] : rest;
    }

    private static bool IsSeparate(ReadOnlySpan<char> before) => before.TrimEnd(' ') is [.., ';' or '"' or '\'' or '`' or '=' or '?' or '&'];

    /// <summary>Behind <c>name=value</c> and a space; a comma would make it an argument of a call.</summary>
    private static bool IsKeyword(ReadOnlySpan<char> before)
    {
        if (before is not [.., ' ']) return false;
        var last = before.TrimEnd(' ');
        last = last[(last.LastIndexOf(' ') + 1)..];
        return last.Contains('=') && last is not [.., ',' or '(' or '='];
    }
}
