using System.Collections.Immutable;

namespace Claudit.Analysis.Extraction;

/// <summary>A few words, each once, in ordinal order.</summary>
internal sealed class WordSet
{
    private string[] _words;
    private bool _isBorrowed;

    public WordSet() => _words = [];

    /// <param name="words">Sorted and distinct; they are not changed.</param>
    public WordSet(string[] words) => (_words, Count, _isBorrowed) = (words, words.Length, true);

    public int Count { get; private set; }

    private ReadOnlySpan<string> Span => _words.AsSpan(0, Count);

    public void Add(string word)
    {
        var place = Place(word);
        if (place >= 0) return;
        place = ~place;
        if (_isBorrowed || Count == _words.Length) Array.Resize(ref _words, Math.Max(4, Count * 2));
        _isBorrowed = false;
        Array.Copy(_words, place, _words, place + 1, Count - place);
        _words[place] = word;
        Count++;
    }

    public void UnionWith(WordSet other)
    {
        foreach (var word in other.Span) Add(word);
    }

    public void Clear() => Count = 0;

    public bool Contains(string word) => Place(word) >= 0;

    public bool Overlaps(IReadOnlySet<string> words)
    {
        foreach (var word in Span)
        {
            if (words.Contains(word)) return true;
        }

        return false;
    }

    public bool Overlaps(params ReadOnlySpan<string> words)
    {
        foreach (var word in Span)
        {
            foreach (var other in words)
            {
                if (word == other) return true;
            }
        }

        return false;
    }

    public bool Overlaps(WordSet words) => Overlaps(words.Span);

    public bool SetEquals(WordSet words) => Span.SequenceEqual(words.Span);

    public bool All(Func<string, bool> condition)
    {
        foreach (var word in Span)
        {
            if (!condition(word)) return false;
        }

        return true;
    }

    public bool IsSubsetOf(WordSet words) => IsSubsetOf(words.Span);

    public bool IsSubsetOf(params ReadOnlySpan<string> words)
    {
        foreach (var word in Span)
        {
            if (!words.Contains(word)) return false;
        }

        return true;
    }

    public ImmutableArray<string> ToImmutable() => [.. Span];

    public string[] ToArray() => Span.ToArray();

    public ReadOnlySpan<string>.Enumerator GetEnumerator() => Span.GetEnumerator();

    /// <summary>The place of a word; the complement of where it would stand when it is not there.</summary>
    private int Place(string word)
    {
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(_words[middle], word);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }
}
