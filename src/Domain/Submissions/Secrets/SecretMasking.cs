using System.Buffers;
using System.Collections.Immutable;
using Claudit.Code;

namespace Claudit.Submissions.Secrets;

/// <param name="Text">As long as the original, its line breaks in place.</param>
/// <param name="Secrets">In order of place.</param>
internal sealed record MaskedText(string Text, ImmutableArray<FoundSecret> Secrets);

internal readonly record struct FoundSecret(string Kind, TextSpan Span);

/// <summary>Puts a <c>*</c> for each character of a secret, before anything else reads the text.</summary>
internal static class SecretMasking
{
    private const char Mask = '*';

    /// <summary>
    /// Literals that are searched for at once. Several searches for 25 take less than a third of the time of one for a hundred: the more there are, the fewer
    /// of them a vector tells apart.
    /// </summary>
    private const int AtOnce = 25;

    private static readonly Group[] Groups =
    [
        .. from kind in SecretKinds.All
           from shape in kind.Shapes
           group (kind.Id, shape) by shape.Comparison into compared
           from literals in compared.GroupBy(each => each.shape.Literal, StringComparer.FromComparison(compared.Key)).Chunk(AtOnce)
           select new Group(
               SearchValues.Create([.. literals.Select(literal => literal.Key)], compared.Key),
               compared.Key,
               [.. literals.SelectMany(literal => literal)]),
    ];

    private sealed record Group(SearchValues<string> Literals, StringComparison Comparison, (string Kind, SecretShape Shape)[] Shapes);

    public static MaskedText MaskSecrets(string text, Language language)
    {
        var secrets = ImmutableArray.CreateBuilder<FoundSecret>();
        var latest = default(TextSpan);
        Span<int> next = stackalloc int[Groups.Length];
        for (var i = 0; i < next.Length; i++) next[i] = NextLiteral(text, 0, Groups[i]);
        while (First(next) is var (offset, group) && offset < text.Length)
        {
            if (latest.Contains(offset))
            {
                next[group] = NextLiteral(text, latest.End, Groups[group]);
                continue;
            }

            // Behind the literal, not behind the secret: a URL's user can be a secret as well as its password.
            next[group] = NextLiteral(text, offset + 1, Groups[group]);
            if (Find(text, offset, Groups[group], language) is { } secret && !(secret.Span.Start < latest.End && latest.Start < secret.Span.End))
            {
                secrets.Add(secret);
                latest = secret.Span;
            }
        }

        secrets.Sort((one, other) => one.Span.Start.CompareTo(other.Span.Start));
        return new MaskedText(secrets.Count == 0 ? text : Cover(text, secrets), secrets.ToImmutable());
    }

    private static int NextLiteral(string text, int offset, Group group) =>
        text.AsSpan(offset).IndexOfAny(group.Literals) is >= 0 and var distance ? offset + distance : text.Length;

    private static (int Offset, int Group) First(ReadOnlySpan<int> next)
    {
        var first = 0;
        for (var i = 1; i < next.Length; i++)
            if (next[i] < next[first]) first = i;
        return (next[first], first);
    }

    private static FoundSecret? Find(string text, int offset, Group group, Language language)
    {
        foreach (var (kind, shape) in group.Shapes)
        {
            if (text.AsSpan(offset).StartsWith(shape.Literal, group.Comparison)
                && shape.Find(new Occurrence(text, offset, shape.Literal.Length, language)) is { } span) return new FoundSecret(kind, span);
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
