using System.Buffers;
using Claudit.Code;

namespace Claudit.Submissions.Secrets;

/// <summary>A literal that was met in a text, and what stands around it.</summary>
internal readonly ref struct Occurrence(string text, int start, int length, Language language)
{
    /// <summary>How far from its literal the parts of a secret may lie, unless its format is longer.</summary>
    public const int Reach = 300;

    public int Start { get; } = start;

    public int End => Start + length;

    public Language Language { get; } = language;

    public ReadOnlySpan<char> Literal => text.AsSpan(Start, length);

    /// <summary>Whether no word goes on from before it.</summary>
    public bool StartsWord => !Alphabet.Word.Contains(CharacterAt(Start - 1));

    public ReadOnlySpan<char> After => text.AsSpan(End, Math.Min(Reach, text.Length - End));

    public ReadOnlySpan<char> LineAfter => After.IndexOfAny('\r', '\n') is >= 0 and var end ? After[..end] : After;

    public ReadOnlySpan<char> Before => text.AsSpan(Math.Max(0, Start - Reach), Math.Min(Start, Reach));

    public ReadOnlySpan<char> LineBefore => Before[(Before.LastIndexOfAny('\r', '\n') + 1)..];

    /// <summary>NUL beyond either end of the text.</summary>
    public char CharacterAt(int offset) => offset >= 0 && offset < text.Length ? text[offset] : '\0';

    public ReadOnlySpan<char> From(int offset) => text.AsSpan(Math.Min(offset, text.Length));

    /// <summary>As many characters of the alphabet as stand there in a row, up to <paramref name="most"/>.</summary>
    public ReadOnlySpan<char> Run(int offset, SearchValues<char> alphabet, int most)
    {
        var rest = From(offset);
        if (rest.Length > most) rest = rest[..most];
        return rest.IndexOfAnyExcept(alphabet) is >= 0 and var end ? rest[..end] : rest;
    }

    /// <summary>The same up to the literal.</summary>
    public ReadOnlySpan<char> RunBefore(SearchValues<char> alphabet, int most)
    {
        var before = Before;
        if (before.Length > most) before = before[^most..];
        return before[(before.LastIndexOfAnyExcept(alphabet) + 1)..];
    }

    /// <summary>From so many characters behind the literal on.</summary>
    public TextSpan Following(int skipped, int length) => new(End + skipped, End + skipped + length);
}
