using System.Buffers;
using System.Collections.Immutable;
using Claudit.Code;

namespace Claudit.Submissions;

/// <param name="Text">As long as the original, its line breaks in place.</param>
/// <param name="Secrets">In order of place.</param>
internal sealed record MaskedText(string Text, ImmutableArray<FoundSecret> Secrets);

internal readonly record struct FoundSecret(string Kind, TextSpan Span);

/// <summary>Puts a <c>*</c> for each character of a secret, before anything else reads the text.</summary>
internal static class SecretMasking
{
    private const char Mask = '*';

    private static readonly SearchValues<string> Literals =
        SearchValues.Create([.. SecretPattern.All.Select(pattern => pattern.Literal)], StringComparison.OrdinalIgnoreCase);

    private static readonly ILookup<char, SecretPattern> ByFirstCharacter =
        SecretPattern.All.ToLookup(pattern => char.ToLowerInvariant(pattern.Literal[0]));

    public static MaskedText MaskSecrets(string text)
    {
        var secrets = ImmutableArray.CreateBuilder<FoundSecret>();
        var latest = default(TextSpan);
        for (var offset = 0; text.AsSpan(offset).IndexOfAny(Literals) is >= 0 and var distance;)
        {
            offset += distance;
            if (latest.Contains(offset))
            {
                offset = latest.End;
                continue;
            }

            // Behind the literal, not behind the secret: a URL's user can be a secret as well as its password.
            if (Find(text, offset++) is { } secret)
            {
                secrets.Add(secret);
                latest = secret.Span;
            }
        }

        secrets.Sort((one, other) => one.Span.Start.CompareTo(other.Span.Start));
        return new MaskedText(secrets.Count == 0 ? text : Cover(text, secrets), secrets.ToImmutable());
    }

    private static FoundSecret? Find(string text, int offset)
    {
        foreach (var pattern in ByFirstCharacter[char.ToLowerInvariant(text[offset])])
        {
            if (text.AsSpan(offset).StartsWith(pattern.Literal, StringComparison.OrdinalIgnoreCase)
                && pattern.Find(text, offset) is { } span) return new FoundSecret(pattern.Kind, span);
        }

        return null;
    }

    /// <summary>Quotes and backslashes within a key that is split into strings stay: the text keeps its tokens.</summary>
    private static string Cover(string text, IEnumerable<FoundSecret> secrets)
    {
        var masked = text.ToCharArray();
        foreach (var secret in secrets)
        {
            foreach (ref var character in masked.AsSpan(secret.Span.Start, secret.Span.Length))
                if (character is not ('\r' or '\n' or ' ' or '\t' or '"' or '\'' or '`' or '\\')) character = Mask;
        }

        return new string(masked);
    }
}
