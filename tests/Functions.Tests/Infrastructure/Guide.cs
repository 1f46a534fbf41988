using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Claudit.Infrastructure;

/// <summary>The tables of docs/operating.md.</summary>
internal static partial class Guide
{
    /// <summary>The rows of the table whose first column is headed like this, as their cells.</summary>
    public static ImmutableArray<ImmutableArray<string>> Table(string heading)
    {
        var rows = RepositoryFile.Read("docs/operating.md").Split('\n')
            .SkipWhile(line => !line.StartsWith($"| {heading} |", StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith('|'))
            .Skip(2)
            .Select(line => line.Trim('|', ' ').Split('|').Select(cell => cell.Trim()).ToImmutableArray());
        return [.. rows];
    }

    /// <summary>What stands between back quotes.</summary>
    public static IEnumerable<string> Quoted(string cell) => Quote().Matches(cell).Select(match => match.Groups[1].Value);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quote();
}
