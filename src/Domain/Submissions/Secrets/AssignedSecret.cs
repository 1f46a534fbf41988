using System.Buffers;
using Claudit.Code;

namespace Claudit.Submissions.Secrets;

/// <summary>What is given to a name that says it is a secret.</summary>
internal static class AssignedSecret
{
    public const int ShortestKey = 12;

    private const int LongestKey = 300;
    private const int ShortestPassword = 6;
    private const int LongestPassword = 200;

    private static readonly SearchValues<char> EndsValue = SearchValues.Create(";\"'`<>\\ \t\r\n");

    /// <summary>What a plain word is written with, and the name of a setting.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-.:/");

    public static SecretShape Password(string name) => Of(name, IsPassword);

    public static SecretShape Key(string name) => Of(name, IsKey);

    /// <summary>A name, quoted or not, an assignment, and a value of so many characters of one alphabet.</summary>
    public static SecretShape OfLength(string name, SearchValues<char> body, int least, int most) => new(name, found =>
    {
        var value = found.After.TrimStart("\"'` \t]");
        if (value is not [':' or '=', ..]) return null;
        value = value.TrimStart(":=> \t\"'`");
        var start = found.End + (found.After.Length - value.Length);
        var secret = found.Run(start, body, most + 1);
        return secret.Length >= least && secret.Length <= most && Randomness.IsDrawn(secret) && !Placeholder.IsEmulatorKey(secret) ? new TextSpan(start, start + secret.Length) : null;
    })
    { Comparison = StringComparison.OrdinalIgnoreCase, IsDecisive = false };

    private static SecretShape Of(string name, Predicate<ReadOnlySpan<char>> isSecret) => new(name, found =>
    {
        var value = ValueOf(found);
        if (value.IsEmpty || IsOtherName(found.LineBefore) || DecisiveLiterals.In(value) || !isSecret(value)) return null;
        found.After.Overlaps(value, out var skipped);
        return found.Following(skipped, value.Length);
    })
    { Comparison = StringComparison.OrdinalIgnoreCase, IsDecisive = false };

    /// <summary>The token of a public key, as names of .NET assemblies have it, and the last part of a path, as packages are called.</summary>
    private static bool IsOtherName(ReadOnlySpan<char> before) => before is [.., '/'] || before.EndsWith("publicKey", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The string that is assigned; the text of an element <c>&lt;password&gt;</c>; the value beside a name, <c>key="ApiKey" value="…"</c>; without quotes the
    /// rest of a line that is a setting. Empty when it is none of them; a name in brackets without quotes is one of a list, whose values are texts.
    /// </summary>
    private static ReadOnlySpan<char> ValueOf(Occurrence found)
    {
        var rest = AfterSuffix(found.After);
        if (Statement(found, rest) is { IsEmpty: false } stated) return stated;
        if (Default(found, rest) is { IsEmpty: false } standIn) return standIn;
        if (rest is ['>', ..] && IsElement(found)) return UpTo(rest[1..], '<');
        if (rest is [']', ..]) return [];
        var value = rest.TrimStart("\"'`] \t");
        if (value.StartsWith("value=", StringComparison.OrdinalIgnoreCase)) value = value["value".Length..];
        if (value is not [':' or '=', ..]) return [];
        var sign = value[0];
        value = value.TrimStart(":=> \t");
        if (Literal(value) is { IsEmpty: false } literal) return literal;
        if (Alternative(value) is { IsEmpty: false } alternative) return alternative;
        if (value is ['"' or '\'' or '`', ..]) return [];
        var assigned = rest[..^value.Length];
        return sign == ':' && found.Language == Language.Yaml ? YamlValue(found, assigned, value) : IsSettingLine(found, assigned, value) ? Unquoted(value) : [];
    }

    private static ReadOnlySpan<char> Literal(ReadOnlySpan<char> value) => value is ['"' or '\'' or '`', ..] ? UpTo(value[1..], value[0]) : [];

    /// <summary>What is taken where a look-up finds nothing: <c>env.PASSWORD || "…"</c>, <c>?? "…"</c>.</summary>
    private static ReadOnlySpan<char> Alternative(ReadOnlySpan<char> value)
    {
        var line = value.IndexOfAny('\r', '\n', ';') is >= 0 and var end ? value[..end] : value;
        var sign = Math.Max(line.IndexOf(" || ", StringComparison.Ordinal), line.IndexOf(" ?? ", StringComparison.Ordinal));
        return sign < 0 ? [] : Literal(line[(sign + 4)..].TrimStart(' '));
    }

    /// <summary>The same as the second argument: <c>getenv("PASSWORD", "…")</c>.</summary>
    private static ReadOnlySpan<char> Default(Occurrence found, ReadOnlySpan<char> rest)
    {
        if (rest is not ['"' or '\'', ',', ..]) return [];
        var before = found.LineBefore;
        before = before[..(before.LastIndexOfAnyExcept(Alphabet.Name) + 1)];
        if (before is not [.., '(', '"' or '\'']) return [];
        foreach (var call in (ReadOnlySpan<string>)["get", "getenv", "env", "config"])
            if (before[..^2].EndsWith(call, StringComparison.OrdinalIgnoreCase)) return Literal(rest[2..].TrimStart(' '));
        return [];
    }

    /// <summary>Of SQL: <c>WITH PASSWORD '…'</c>, <c>IDENTIFIED BY '…'</c>.</summary>
    private static ReadOnlySpan<char> Statement(Occurrence found, ReadOnlySpan<char> rest)
    {
        var isStated = found.Language == Language.Sql || !found.Literal.ContainsAnyInRange('a', 'z');
        return isStated && rest is [' ', '\'', ..] ? UpTo(rest[2..], '\'') : [];
    }

    private static ReadOnlySpan<char> UpTo(ReadOnlySpan<char> value, char end)
    {
        var length = value.IndexOfAny(end, '\r', '\n');
        return length >= 0 && value[length] == end ? value[..length] : [];
    }

    private static ReadOnlySpan<char> Unquoted(ReadOnlySpan<char> value) => value.IndexOfAny(EndsValue) is >= 0 and var end ? value[..end] : value;

    /// <summary>Behind what may follow the telling part of a name: <c>secretKey</c>, <c>password_value</c>, <c>api_key2</c>.</summary>
    private static ReadOnlySpan<char> AfterSuffix(ReadOnlySpan<char> rest)
    {
        foreach (var suffix in (ReadOnlySpan<string>)["_key", "key", "_value", "value"])
        {
            if (!rest.StartsWith(suffix, StringComparison.OrdinalIgnoreCase)) continue;
            rest = rest[suffix.Length..];
            break;
        }

        return rest.TrimStart("0123456789");
    }

    private static bool IsElement(Occurrence found)
    {
        var before = found.LineBefore;
        return before[..(before.LastIndexOfAnyExcept(Alphabet.Name) + 1)] is [.., '<'];
    }

    /// <summary>Whether only the name stands between the start of the line and its value: in capitals, as in an environment file, or with dots, as in a properties file.</summary>
    private static bool IsSettingLine(Occurrence found, ReadOnlySpan<char> assigned, ReadOnlySpan<char> value)
    {
        var before = NameBefore(found);
        if (assigned is not [.., '='] || assigned[..^1].ContainsAnyExcept(Alphabet.Name)) return false;
        var isConstant = !before.ContainsAnyExcept(Alphabet.ConstantName) && !assigned[..^1].ContainsAnyExcept(Alphabet.ConstantName) && char.IsAsciiLetterUpper(found.Literal[0]);
        var isProperty = before.Contains('.') && !before.ContainsAnyExcept(Alphabet.Name) && Unquoted(value).ContainsAnyExcept(Alphabet.Name);
        return isConstant || isProperty;
    }

    private static ReadOnlySpan<char> NameBefore(Occurrence found)
    {
        var before = found.LineBefore.TrimStart(" \t");
        foreach (var prefix in (ReadOnlySpan<string>)["- ", "export ", "ENV ", "ARG "])
            if (before.StartsWith(prefix, StringComparison.Ordinal)) return before[prefix.Length..];
        return before;
    }

    /// <summary>A scalar without quotes, which goes to the end of the line or to a comment.</summary>
    private static ReadOnlySpan<char> YamlValue(Occurrence found, ReadOnlySpan<char> assigned, ReadOnlySpan<char> value)
    {
        if (NameBefore(found).ContainsAnyExcept(Alphabet.Name) || assigned is not [.., ' '] || value is [] or ['!' or '&' or '|', ..]) return [];
        var line = value.IndexOfAny('\r', '\n') is >= 0 and var end ? value[..end] : value;
        var comment = line.IndexOf(" #", StringComparison.Ordinal);
        return (comment < 0 ? line : line[..comment]).TrimEnd(' ');
    }

    private static bool IsPassword(ReadOnlySpan<char> value) =>
        value.Length is >= ShortestPassword and <= LongestPassword && !value.ContainsAny(" \t") && value[0] is not ('/' or '.')
        && value.ContainsAnyExcept(Plain) && !Placeholder.IsPassword(value);

    private static bool IsKey(ReadOnlySpan<char> value) =>
        value.Length is >= ShortestKey and <= LongestKey && !value.ContainsAnyExcept(Alphabet.Key) && value[0] is not ('/' or '.')
        && Randomness.IsMixed(value) && !IsPublic(value) && !Placeholder.IsEmulatorKey(value);

    /// <summary>A key that is meant for browsers: Stripe's publishable one, and a client-side token of Paddle, which has 27 characters.</summary>
    private static bool IsPublic(ReadOnlySpan<char> value) =>
        value.StartsWith("pk_", StringComparison.Ordinal)
        || (value.Length == "live_".Length + 27 && (value.StartsWith("live_", StringComparison.Ordinal) || value.StartsWith("test_", StringComparison.Ordinal)));
}
