using System.Buffers;
using Claudit.Code;

namespace Claudit.Submissions.Secrets;

/// <summary>Tokens that their issuer marks. What marks them stays readable: it says what they are for, and whether they are for tests.</summary>
internal static class IssuedToken
{
    /// <summary>Longer than any token whose issuer gives no length.</summary>
    private const int Longest = 400;

    private const int LongestIssuer = 16;

    public static SecretShape Of(string prefix, SearchValues<char> body, int length) => Of(prefix, body, length, length, Randomness.IsDrawn);

    public static SecretShape AtLeast(string prefix, SearchValues<char> body, int length) => Of(prefix, body, length, Longest, Randomness.IsDrawn);

    public static SecretShape Checked(string prefix, int length) => Of(prefix, Alphabet.Alphanumeric, length, length, TokenChecksum.Fits);

    /// <summary>A prefix that is no part of a longer word, and so many characters after it.</summary>
    public static SecretShape Of(string prefix, SearchValues<char> body, int least, int most, Predicate<ReadOnlySpan<char>> fits) => new(prefix, found =>
    {
        if (!found.StartsWord) return null;
        var token = found.Run(found.End, body, most + 1).TrimEnd('.');
        return token.Length >= least && token.Length <= most && !Alphabet.Word.Contains(found.CharacterAt(found.End + token.Length)) && fits(token)
            ? found.Following(0, token.Length) : null;
    });

    /// <summary>A mark inside the token, with so many characters before and after it.</summary>
    public static SecretShape Around(string mark, SearchValues<char> body, int before, int least, int most) => new(mark, found =>
    {
        var head = found.RunBefore(body, before + 1);
        var tail = found.Run(found.End, body, most + 1).TrimEnd('.');
        return head.Length == before && tail.Length >= least && tail.Length <= most && Randomness.IsDrawn(tail)
            ? new TextSpan(found.Start - before, found.End + tail.Length) : null;
    });

    /// <summary>An OpenAI key has its issuer's name in base64 in its middle.</summary>
    public static TextSpan? OpenAi(Occurrence found)
    {
        var head = found.RunBefore(Alphabet.Base64Url, 200);
        var tail = found.Run(found.End, Alphabet.Base64Url, 200);
        if (!head.StartsWith("sk-", StringComparison.Ordinal) || tail.Length < 20) return null;
        var prefix = "sk-".Length;
        foreach (var use in (ReadOnlySpan<string>)["proj-", "svcacct-", "admin-"])
            if (head[prefix..].StartsWith(use, StringComparison.Ordinal)) prefix += use.Length;
        return head.Length - prefix >= 20 ? new TextSpan(found.Start - head.Length + prefix, found.End + tail.Length) : null;
    }

    /// <summary>The token of a bot: its number, a colon, and 35 characters of which the first are <c>AA</c>.</summary>
    public static TextSpan? Telegram(Occurrence found)
    {
        var number = found.RunBefore(Alphabet.Digits, 11);
        var before = found.Before[..^number.Length];
        var token = found.Run(found.End, Alphabet.Base64Url, 34);
        var isSeparate = before is not [.., var last] || !Alphabet.Word.Contains(last) || before.EndsWith("/bot", StringComparison.Ordinal);
        return number.Length is >= 8 and <= 10 && token.Length == 33 && isSeparate && Randomness.IsDrawn(token)
            ? new TextSpan(found.Start - number.Length, found.End + token.Length) : null;
    }

    /// <summary>Behind a Doppler prefix, with or without the name of a config between.</summary>
    public static TextSpan? Doppler(Occurrence found)
    {
        if (!found.StartsWord) return null;
        var run = found.Run(found.End, Alphabet.DottedBase64Url, 100).TrimEnd('.');
        var start = run.LastIndexOf('.') + 1;
        var token = run[start..];
        return token.Length is >= 40 and <= 44 && !token.ContainsAnyExcept(Alphabet.Alphanumeric) && Randomness.IsDrawn(token) ? found.Following(start, token.Length) : null;
    }

    /// <summary>A workspace, an app and a token, parted by slashes.</summary>
    public static TextSpan? SlackWebhook(Occurrence found)
    {
        var path = found.Run(found.End, Alphabet.Base64, 100);
        return path.Length is >= 30 and < 100 && path.Count('/') == 2 && Randomness.IsDrawn(path) ? found.Following(0, path.Length) : null;
    }

    /// <summary>The number of a webhook and its token, in an address at Discord.</summary>
    public static TextSpan? DiscordWebhook(Occurrence found)
    {
        if (!found.Before.EndsWith("discord.com", StringComparison.Ordinal) && !found.Before.EndsWith("discordapp.com", StringComparison.Ordinal)) return null;
        var number = found.Run(found.End, Alphabet.Digits, 21);
        var token = found.Run(found.End + number.Length + 1, Alphabet.Base64Url, 100);
        return number.Length is >= 17 and <= 20 && found.CharacterAt(found.End + number.Length) == '/' && token.Length is >= 60 and <= 80 && Randomness.IsDrawn(token)
            ? found.Following(0, number.Length + 1 + token.Length) : null;
    }

    /// <summary>
    /// An issuer's prefix such as <c>orb_live_</c> in a string of its own; those whose issuer documents them have kinds of their own, and <c>pk_live_</c> is
    /// public.
    /// </summary>
    public static TextSpan? OfAnyIssuer(Occurrence found)
    {
        var before = found.Before;
        if (before.Length > LongestIssuer) before = before[^LongestIssuer..];
        var issuer = before[(before.LastIndexOfAnyExcept(Alphabet.Word) + 1)..];
        var token = found.Run(found.End, Alphabet.Base64Url, Occurrence.Reach);
        return issuer.Length is > 0 and < LongestIssuer && issuer is not ("sk" or "rk" or "pk" or "pub" or "pdl")
            && before[..^issuer.Length] is [.., '"' or '\'' or '`'] && token.Length >= AssignedSecret.ShortestKey && Randomness.IsMixed(token)
            ? found.Following(0, token.Length) : null;
    }
}
