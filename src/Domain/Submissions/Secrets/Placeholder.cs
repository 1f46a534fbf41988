using System.Buffers;
using System.Collections.Frozen;

namespace Claudit.Submissions.Secrets;

/// <summary>What stands where a secret would: documentation, templates and tests are full of it.</summary>
internal static class Placeholder
{
    /// <summary>Words of six letters and more: no drawn value of a credential's length holds one.</summary>
    private static readonly SearchValues<string> Telling = SearchValues.Create(
        ["example", "placeholder", "redacted", "replace", "changeme", "change-me", "change_me", "your_", "your-", "yourpassword"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>A password of one of them, with or without digits and an exclamation mark behind it, is a manual's or a test's.</summary>
    private static readonly FrozenSet<string> Passwords = new[]
    {
        "password", "passwd", "passphrase", "pass", "pwd", "secret", "mypassword", "mysecret", "changeit", "test", "testing", "testpassword", "dummy", "fake", "sample",
        "user", "username", "admin", "root", "guest", "foo", "bar", "foobar", "token", "tiger",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> PasswordsBySpan = Passwords.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// The keys that everybody's emulator of Azure Storage and Cosmos DB has:
    /// https://learn.microsoft.com/azure/storage/common/storage-connect-azurite and https://learn.microsoft.com/azure/cosmos-db/emulator.
    /// </summary>
    private static readonly string[] OfEmulators = ["Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IF", "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9"];

    /// <summary>Where the value comes from elsewhere, such as <c>{0}</c>, <c>${name}</c>, <c>%s</c> or <c>&lt;password&gt;</c>, is hidden, or is to be put in.</summary>
    public static bool IsOne(ReadOnlySpan<char> value) =>
        value.IsEmpty
        || value[0] is '{' or '$' or '%' or '<' or '*' or '[' or '#' or '@'
        || value.IndexOfAnyExcept(value[0]) < 0
        || value.ContainsAny(Telling);

    /// <summary>Whether it is one, or a password that no one would have but in an example.</summary>
    public static bool IsPassword(ReadOnlySpan<char> value) => IsOne(value) || PasswordsBySpan.Contains(value.TrimEnd("0123456789!"));

    public static bool IsEmulatorKey(ReadOnlySpan<char> value)
    {
        foreach (var key in OfEmulators)
            if (value.StartsWith(key, StringComparison.Ordinal)) return true;
        return false;
    }
}
