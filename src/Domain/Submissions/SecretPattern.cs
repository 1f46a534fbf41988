using System.Buffers;
using Claudit.Code;

namespace Claudit.Submissions;

/// <summary>One shape of secret: a literal that gives it away, and where the secret lies around an occurrence of it.</summary>
/// <param name="Kind">In kebab case, as reports name it.</param>
/// <param name="Literal">At least three characters; compared without case.</param>
/// <param name="Find">
/// The characters to mask for a literal at the given offset, null when it is something else. Must look at a bounded number of
/// characters, or only at such as no later occurrence looks at again: masking takes linear time on any text.
/// </param>
internal sealed record SecretPattern(string Kind, string Literal, Func<string, int, TextSpan?> Find)
{
    private const string Digits = "0123456789";
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>How far from its literal the parts of a secret may lie.</summary>
    private const int Reach = 300;

    private const int ShortestKey = 12;
    private const int LongestIssuer = 16;

    private static readonly SearchValues<char> Alphanumeric = SearchValues.Create(Letters + Digits);
    private static readonly SearchValues<char> UpperAndDigits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ" + Digits);
    private static readonly SearchValues<char> Word = SearchValues.Create(Letters + Digits + "_");
    private static readonly SearchValues<char> Base64 = SearchValues.Create(Letters + Digits + "+/=");
    private static readonly SearchValues<char> Base64Url = SearchValues.Create(Letters + Digits + "_-");
    private static readonly SearchValues<char> DottedBase64Url = SearchValues.Create(Letters + Digits + "_-.");
    private static readonly SearchValues<char> WebhookPath = SearchValues.Create(Letters + Digits + "/");
    private static readonly SearchValues<char> ArmorBody = SearchValues.Create(Letters + Digits + "+/=\\ \t\r\n\"'`,:");
    private static readonly SearchValues<char> UpperAndUnderscore = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ_" + Digits);
    private static readonly SearchValues<char> LettersAndJoints = SearchValues.Create(Letters + "_-.");
    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create(Letters + Digits + "_-+/=.~");

    /// <summary>What has a kind of its own, and what only mentions where a value comes from.</summary>
    private static readonly SearchValues<string> Elsewhere = SearchValues.Create(
        ["sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_", "AKIA", "ASIA", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "AIza", "xox", "eyJ", "-----BEGIN", "://", "${", "{{"],
        StringComparison.Ordinal);
    private static readonly SearchValues<char> EndsSetting = SearchValues.Create(";\"'`<>\\ \t\r\n");
    private static readonly SearchValues<string> OtherSettings = SearchValues.Create(
        ["Server=", "Host=", "Data Source=", "Address=", "User Id=", "UserId=", "User=", "Uid=", "Username=", "Database=", "Initial Catalog=",
         "AccountName=", "Endpoint=", "SharedAccessKeyName="],
        StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<char> EndsUser = SearchValues.Create(":/?#@\"'`<>(){}$\\ \t\r\n");
    private static readonly SearchValues<char> EndsPassword = SearchValues.Create("@/\"'`<>(){}$\\ \t\r\n");

    /// <summary>
    /// Credentials whose shape their issuers document, passwords where only a password can stand, and what is given to a name that says it is a secret. The
    /// first that fits names the kind.
    /// </summary>
    public static SecretPattern[] All { get; } =
    [
        Token("stripe-secret-key", "sk_live_", Alphanumeric, 16),
        Token("stripe-secret-key", "sk_test_", Alphanumeric, 16),
        Token("stripe-restricted-key", "rk_live_", Alphanumeric, 16),
        Token("stripe-restricted-key", "rk_test_", Alphanumeric, 16),
        Token("stripe-webhook-secret", "whsec_", Base64, 24),
        Token("aws-access-key-id", "AKIA", UpperAndDigits, 16, 16),
        Token("aws-access-key-id", "ASIA", UpperAndDigits, 16, 16),
        Assigned("aws-secret-access-key", "secret_access_key", Base64, 40),
        Assigned("aws-secret-access-key", "secretAccessKey", Base64, 40),
        Assigned("aws-secret-access-key", "secret-access-key", Base64, 40),
        Token("github-token", "ghp_", Alphanumeric, 36),
        Token("github-token", "gho_", Alphanumeric, 36),
        Token("github-token", "ghu_", Alphanumeric, 36),
        Token("github-token", "ghs_", Alphanumeric, 36),
        Token("github-token", "ghr_", Alphanumeric, 36),
        Token("github-token", "github_pat_", Word, 60),
        Token("google-api-key", "AIza", Base64Url, 35),
        Token("gitlab-token", "glpat-", Base64Url, 20),
        Token("sendgrid-key", "SG.", DottedBase64Url, 60),
        new("bearer-token", "Bearer ", Bearer),
        Token("slack-token", "xoxb-", Base64Url, 20),
        Token("slack-token", "xoxp-", Base64Url, 20),
        Token("slack-token", "xoxa-", Base64Url, 20),
        Token("slack-token", "xoxr-", Base64Url, 20),
        Token("slack-token", "xoxs-", Base64Url, 20),
        Token("slack-webhook", "hooks.slack.com/services/", WebhookPath, 30),
        new("private-key", "-----BEGIN ", PrivateKey),
        new("json-web-token", "eyJ", WebToken),
        Setting("connection-string-key", "AccountKey="),
        Setting("connection-string-key", "SharedAccessKey="),
        Setting("connection-string-password", "Password="),
        Setting("connection-string-password", "Pwd="),
        new("url-password", "://", UrlPassword),
        Issued("_live_"),
        Issued("_test_"),
        Named("password", "password", IsPassword),
        Named("password", "passwd", IsPassword),
        Named("password", "passphrase", IsPassword),
        Named("secret", "secret", IsKey),
        Named("api-key", "api_key", IsKey),
        Named("api-key", "api-key", IsKey),
        Named("api-key", "apikey", IsKey),
        Named("token", "token", IsKey),
    ];

    /// <summary>A literal that is no part of a longer word, and a run of characters after it; the literal itself stays readable.</summary>
    private static SecretPattern Token(string kind, string literal, SearchValues<char> body, int min, int max = 400)
    {
        return new SecretPattern(kind, literal, Find);

        TextSpan? Find(string text, int at)
        {
            var start = at + literal.Length;
            if (!text.AsSpan(at).StartsWith(literal) || at > 0 && Word.Contains(text[at - 1])) return null;
            var length = RunLength(text, start, body, max + 1);
            return length >= min && length <= max && IsRandom(text.AsSpan(start, length)) ? new TextSpan(start, start + length) : null;
        }
    }

    /// <summary>A name, quoted or not, an assignment, and a value of exactly so many characters.</summary>
    private static SecretPattern Assigned(string kind, string name, SearchValues<char> body, int length) => new(kind, name, (text, at) =>
    {
        var rest = text.AsSpan(at + name.Length);
        if (rest.Length > Reach) rest = rest[..Reach];
        var value = rest.TrimStart("\"'` \t]");
        if (value is not [':' or '=', ..]) return null;
        value = value.TrimStart(":=> \t\"'`");
        var start = at + name.Length + (rest.Length - value.Length);
        return RunLength(text, start, body, length + 1) == length && IsRandom(value[..length]) ? new TextSpan(start, start + length) : null;
    });

    /// <summary>A token in a header; one that has a shape of its own is known by that.</summary>
    private static TextSpan? Bearer(string text, int at)
    {
        var start = at + "Bearer ".Length;
        var length = RunLength(text, start, KeyCharacters, Reach);
        var token = text.AsSpan(start, length);
        return length >= ShortestKey && !token.ContainsAny(Elsewhere) && IsMixed(token) ? new TextSpan(start, start + length) : null;
    }

    /// <summary>An issuer's prefix such as <c>orb_live_</c> in a string of its own; Stripe's have patterns of their own.</summary>
    private static SecretPattern Issued(string literal) => new("api-key", literal, (text, at) =>
    {
        var before = text.AsSpan(Math.Max(0, at - LongestIssuer), Math.Min(at, LongestIssuer));
        var issuer = before[(before.LastIndexOfAnyExcept(Word) + 1)..];
        var start = at + literal.Length;
        var length = RunLength(text, start, Base64Url, Reach);
        return issuer.Length is > 0 and < LongestIssuer && issuer is not ("sk" or "rk") && before[..^issuer.Length] is [.., '"' or '\'' or '`'] && length >= ShortestKey && IsMixed(text.AsSpan(start, length))
            ? new TextSpan(start, start + length) : null;
    });

    /// <summary>A name that ends so, quoted or not, an assignment, and a string; or a line <c>NAME=value</c> as in an environment file.</summary>
    private static SecretPattern Named(string kind, string name, Predicate<ReadOnlySpan<char>> isSecret) => new(kind, name, (text, at) =>
    {
        var rest = text.AsSpan(at + name.Length, Math.Min(Reach, text.Length - at - name.Length));
        var value = AfterSuffix(rest).TrimStart("\"'`] \t");
        if (value is not [':' or '=', ..]) return null;
        value = value.TrimStart(":=> \t");
        int length;
        if (value is ['"' or '\'' or '`', ..])
        {
            var quote = value[0];
            value = value[1..];
            length = value.IndexOfAny(quote, '\r', '\n');
            if (length < 0 || value[length] != quote) return null;
        }
        else
        {
            if (!IsSettingLine(text, at, rest[..^value.Length])) return null;
            length = value.IndexOfAny(EndsSetting) is >= 0 and var end ? end : value.Length;
        }

        var secret = value[..length];
        if (length == 0 || IsPlaceholder(secret) || secret.ContainsAny(Elsewhere) || !isSecret(secret)) return null;
        var start = at + name.Length + (rest.Length - value.Length);
        return new TextSpan(start, start + length);
    });

    /// <summary>Behind what may follow the telling part of a name: <c>secretKey</c>, <c>password_value</c>, <c>api_key2</c>.</summary>
    private static ReadOnlySpan<char> AfterSuffix(ReadOnlySpan<char> rest)
    {
        foreach (var suffix in (ReadOnlySpan<string>)["_key", "key", "_value", "value"])
        {
            if (!rest.StartsWith(suffix, StringComparison.OrdinalIgnoreCase)) continue;
            rest = rest[suffix.Length..];
            break;
        }

        return rest.TrimStart(Digits);
    }

    /// <summary>Whether only the name, in capitals, stands between the start of the line and its value.</summary>
    private static bool IsSettingLine(string text, int at, ReadOnlySpan<char> assigned)
    {
        var before = text.AsSpan(Math.Max(0, at - Reach), Math.Min(at, Reach));
        before = before[(before.LastIndexOfAny('\r', '\n') + 1)..];
        if (before.StartsWith("export ", StringComparison.Ordinal)) before = before["export ".Length..];
        return assigned is [.., '='] && !before.ContainsAnyExcept(UpperAndUnderscore) && !assigned[..^1].ContainsAnyExcept(UpperAndUnderscore) && char.IsAsciiLetterUpper(text[at]);
    }

    private static bool IsPassword(ReadOnlySpan<char> value) =>
        value.Length is >= 6 and <= 200 && !value.ContainsAny(" \t") && value[0] is not ('/' or '.') && value.ContainsAnyExcept(LettersAndJoints);

    private static bool IsKey(ReadOnlySpan<char> value) =>
        value.Length is >= ShortestKey and <= 300 && !value.ContainsAnyExcept(KeyCharacters) && value[0] is not ('/' or '.') && IsMixed(value);

    /// <summary>Whether it looks drawn rather than written: three digits, or digits with letters of both cases.</summary>
    private static bool IsMixed(ReadOnlySpan<char> value)
    {
        var (digits, upper, lower) = (0, 0, 0);
        foreach (var character in value)
        {
            if (char.IsAsciiDigit(character)) digits++;
            else if (char.IsAsciiLetterUpper(character)) upper++;
            else if (char.IsAsciiLetterLower(character)) lower++;
        }

        return IsRandom(value) && upper + lower > 0 && (digits >= 3 || (digits > 0 && upper > 0 && lower > 0));
    }

    /// <summary>A part <c>Name=value</c> of a connection string, which shows in another part on the same line.</summary>
    private static SecretPattern Setting(string kind, string name) => new(kind, name, (text, at) =>
    {
        var start = at + name.Length;
        var rest = text.AsSpan(start, Math.Min(Reach, text.Length - start));
        var length = rest.IndexOfAny(EndsSetting) is >= 0 and var end ? end : rest.Length;
        if (length == 0 || IsPlaceholder(rest[..length])) return null;
        var before = text.AsSpan(Math.Max(0, at - Reach), Math.Min(at, Reach));
        before = before[(before.LastIndexOfAny('\r', '\n') + 1)..];
        var after = rest[length..];
        after = after.IndexOfAny('\r', '\n') is >= 0 and var newLine ? after[..newLine] : after;
        var isPart = before.TrimEnd(' ') is [.., ';' or '"' or '\'' or '`' or '=']
            && (before.ContainsAny(OtherSettings) || after.ContainsAny(OtherSettings) || (kind == "connection-string-key" && IsMixed(rest[..length])));
        return isPart ? new TextSpan(start, start + length) : null;
    });

    /// <summary>The password in <c>scheme://user:password@host</c>; the user may be empty.</summary>
    private static TextSpan? UrlPassword(string text, int at)
    {
        if (at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1])) return null;
        var start = at + "://".Length;
        var rest = text.AsSpan(start, Math.Min(Reach, text.Length - start));
        var colon = rest.IndexOfAny(EndsUser);
        if (colon < 0 || rest[colon] != ':') return null;
        var password = rest[(colon + 1)..];
        var length = password.IndexOfAny(EndsPassword);
        if (length <= 0 || password[length] != '@' || IsPlaceholder(password[..length])) return null;
        return new TextSpan(start + colon + 1, start + colon + 1 + length);
    }

    /// <summary>Three runs parted by dots; header and payload are JSON objects, which begin with <c>eyJ</c> in base64.</summary>
    private static TextSpan? WebToken(string text, int at)
    {
        // A token is looked at from its beginning alone: a run of thousands of "eyJ" is passed over once.
        if (!text.AsSpan(at).StartsWith("eyJ") || at > 0 && (Base64Url.Contains(text[at - 1]) || text[at - 1] == '.')) return null;
        var end = at;
        for (var part = 0; part < 3; part++)
        {
            if (part > 0 && (end >= text.Length || text[end++] != '.')) return null;
            if (part == 1 && !text.AsSpan(end).StartsWith("eyJ")) return null;
            var length = RunLength(text, end, Base64Url, int.MaxValue);
            if (length < 10) return null;
            end += length;
        }

        return new TextSpan(at, end);
    }

    /// <summary>What lies between the armour lines of a private key, also where it is split into strings, up to what no key holds.</summary>
    private static TextSpan? PrivateKey(string text, int at)
    {
        var header = text.AsSpan(at, Math.Min(100, text.Length - at));
        var label = header["-----BEGIN ".Length..];
        var dashes = label.IndexOf("-----");
        if (dashes < 0 || !label[..dashes].Contains("PRIVATE KEY", StringComparison.Ordinal)) return null;
        var start = at + "-----BEGIN ".Length + dashes + "-----".Length;
        var end = start + RunLength(text, start, ArmorBody, int.MaxValue);
        while (end < text.Length && text[end] == '-' && !text.AsSpan(end).StartsWith("-----"))
            end += 1 + RunLength(text, end + 1, ArmorBody, int.MaxValue);
        var keyCharacters = 0;
        foreach (var character in text.AsSpan(start, end - start))
            if (Base64.Contains(character)) keyCharacters++;
        return keyCharacters >= 40 ? new TextSpan(start, end) : null;
    }

    private static int RunLength(string text, int start, SearchValues<char> body, int most)
    {
        var rest = text.AsSpan(start, (int)Math.Min(most, (long)text.Length - start));
        return rest.IndexOfAnyExcept(body) is >= 0 and var end ? end : rest.Length;
    }

    /// <summary>Not <c>xxxxxxxx</c> nor <c>0000</c>: documentation is full of them.</summary>
    private static bool IsRandom(ReadOnlySpan<char> value)
    {
        var distinct = 0UL;
        foreach (var character in value) distinct |= 1UL << (character & 63);
        return ulong.PopCount(distinct) >= 5;
    }

    /// <summary>Where the value comes from elsewhere: <c>{0}</c>, <c>${name}</c>, <c>%s</c>, <c>&lt;password&gt;</c>, <c>***</c>.</summary>
    private static bool IsPlaceholder(ReadOnlySpan<char> value) =>
        value[0] is '{' or '$' or '%' or '<' or '*' or '[' or '#' or '@' || value.IndexOfAnyExcept(value[0]) < 0;
}
