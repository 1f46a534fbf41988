namespace Claudit;

/// <summary>What somebody who wrote an unknown name probably meant.</summary>
public static class Nearest
{
    // Long enough for every name in use; a longer word costs nothing and is near to none.
    private const int LongestWord = 64;

    /// <summary>
    /// The known name with the fewest letters to add, drop, replace or swap, case aside; the first of several. Null when even
    /// that one differs in more than a third of its letters.
    /// </summary>
    public static string? To(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > LongestWord)
            return null;

        string? best = null;
        var fewest = int.MaxValue;
        foreach (var name in known.Where(name => name.Length <= LongestWord))
        {
            // The lengths alone tell how many edits there are at least.
            var allowed = Math.Min(fewest - 1, Math.Max(1, Math.Max(word.Length, name.Length) / 3));
            if (Math.Abs(word.Length - name.Length) > allowed)
                continue;

            var edits = Edits(word.ToUpperInvariant(), name.ToUpperInvariant());
            if (edits <= allowed)
                (best, fewest) = (name, edits);
        }

        return best;
    }

    /// <summary>Optimal string alignment distance, by rows: two back (for a swap), one back, and the one being filled.</summary>
    private static int Edits(string from, string to)
    {
        var beforeLast = new int[to.Length + 1];
        var last = new int[to.Length + 1];
        var row = new int[to.Length + 1];
        for (var column = 0; column <= to.Length; column++)
            last[column] = column;

        for (var line = 1; line <= from.Length; line++)
        {
            row[0] = line;
            for (var column = 1; column <= to.Length; column++)
            {
                var replaced = last[column - 1] + (from[line - 1] == to[column - 1] ? 0 : 1);
                row[column] = Math.Min(replaced, 1 + Math.Min(last[column], row[column - 1]));
                if (line > 1 && column > 1 && from[line - 1] == to[column - 2] && from[line - 2] == to[column - 1])
                    row[column] = Math.Min(row[column], 1 + beforeLast[column - 2]);
            }

            (beforeLast, last, row) = (last, row, beforeLast);
        }

        return last[to.Length];
    }
}
