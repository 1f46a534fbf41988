
namespace Claudit.Analysis.Extraction;

/// <summary>Takes names apart: <c>currentPeriodEnd</c>, <c>current_period_end</c> and <c>CURRENT-PERIOD-END</c> are the same three words.</summary>
internal static class Words
{
    /// <summary>Names that are remembered at once; then all are forgotten.</summary>
    private const int MemoryLimit = 4096;

    /// <summary>Longer texts are seldom seen twice.</summary>
    private const int LongestRemembered = 64;

    // A name stands in a file many times, and many questions are asked about it.
    [ThreadStatic]
    private static Dictionary<string, string[]>? _memory;

    public static WordSet Of(ReadOnlySpan<char> name) => new(SortedOf(name));

    public static void AddTo(WordSet words, ReadOnlySpan<char> name)
    {
        foreach (var word in SortedOf(name)) words.Add(word);
    }

    /// <summary>Does some work in this thread, and then lets go of the names that it has met.</summary>
    public static T During<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        finally
        {
            // Emptying costs as much as the memory was ever large.
            if (_memory?.Count > 512) _memory = null;
            else _memory?.Clear();
        }
    }

    private static string[] SortedOf(ReadOnlySpan<char> name)
    {
        if (name.Length > LongestRemembered) return Sorted(name);
        var memory = (_memory ??= new Dictionary<string, string[]>(StringComparer.Ordinal)).GetAlternateLookup<ReadOnlySpan<char>>();
        if (memory.TryGetValue(name, out var known)) return known;
        if (_memory.Count >= MemoryLimit) _memory.Clear();
        return memory[name] = Sorted(name);
    }

    /// <summary>The words as they follow each other, also those that stand there twice.</summary>
    public static List<string> InOrder(ReadOnlySpan<char> name)
    {
        var words = new List<string>();
        for (var at = 0; at < name.Length;)
        {
            if (!char.IsLetter(name[at]))
            {
                at++;
                continue;
            }

            var start = at++;
            if (char.IsUpper(name[start]))
            {
                while (at < name.Length && char.IsUpper(name[at])) at++;
                // The last capital of a run begins the next word: HTTPServer is http and server.
                if (at < name.Length && char.IsLower(name[at]) && at - start > 1) at--;
            }

            if (at - start == 1 || !char.IsUpper(name[at - 1]))
            {
                while (at < name.Length && char.IsLower(name[at])) at++;
            }

            if (at - start is > 1 and <= 40) words.Add(Lower(name[start..at]));
        }

        return words;
    }

    private static string[] Sorted(ReadOnlySpan<char> name)
    {
        var words = new WordSet();
        foreach (var word in InOrder(name)) words.Add(word);
        return words.ToArray();
    }

    private static string Lower(ReadOnlySpan<char> word) => string.Create(word.Length, word, (buffer, source) => source.ToLowerInvariant(buffer));
}
