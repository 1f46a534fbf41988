using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>DynamoDB's update expressions: <c>ADD used :n SET seen = :id, total = total + :n</c>.</summary>
internal static class UpdateExpressions
{
    private static readonly char[] Separators = [' ', '\t', '\r', '\n'];

    public static void AddTo(StoreQuery query, string text, IEnumerable<Argument> names, IEnumerable<Argument> values, Expression at)
    {
        var words = text.Replace(",", " , ", StringComparison.Ordinal).Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        var named = ByName(names);
        var given = ByName(values);
        var action = "";
        for (var index = 0; index < words.Length && index < 200; index++)
        {
            var word = words[index];
            if (word.ToUpperInvariant() is "ADD" or "SET" or "REMOVE" or "DELETE")
            {
                action = word.ToUpperInvariant();
                continue;
            }

            if (word == "," || action is not ("ADD" or "SET")) continue;
            var last = index;
            while (last + 1 < words.Length && !EndsAssignment(words, last + 1)) last++;
            var right = words[(index + 1)..(last + 1)];
            var value = right.Select(part => part.Trim('(', ')')).Where(part => part.StartsWith(':')).Select(part => given.GetValueOrDefault(part)).LastOrDefault(found => found is not null);
            var isSum = action == "ADD" || (right.Contains("+") || right.Contains("-")) && right.Any(part => part.Contains(word, StringComparison.Ordinal));
            query.Assign(Column(word, named), value ?? at, isSum);
            index = last;
        }
    }

    /// <summary>A comma inside of brackets belongs to a function.</summary>
    private static bool EndsAssignment(string[] words, int index)
    {
        if (words[index].ToUpperInvariant() is "ADD" or "SET" or "REMOVE" or "DELETE") return true;
        return words[index] == "," && !words[index - 1].Contains('(', StringComparison.Ordinal);
    }

    private static string Column(string word, Dictionary<string, Expression> names) =>
        names.GetValueOrDefault(word) is LiteralExpression literal ? literal.Value : word.TrimStart('#');

    private static Dictionary<string, Expression> ByName(IEnumerable<Argument> entries)
    {
        var all = new Dictionary<string, Expression>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry.Name is not null) all[entry.Name] = entry.Value;
        }

        return all;
    }
}
