namespace Claudit.Analysis.Extraction;

/// <summary>Takes names apart: <c>currentPeriodEnd</c>, <c>current_period_end</c> and <c>CURRENT-PERIOD-END</c> are the same three words.</summary>
internal static class Words
{
    public static void AddTo(ICollection<string> words, ReadOnlySpan<char> name)
    {
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
    }

    public static SortedSet<string> Of(ReadOnlySpan<char> name)
    {
        var words = new SortedSet<string>(StringComparer.Ordinal);
        AddTo(words, name);
        return words;
    }

    private static string Lower(ReadOnlySpan<char> word) => string.Create(word.Length, word, (buffer, source) => source.ToLowerInvariant(buffer));
}
