namespace Claudit.Reports;

/// <summary>The little notation that descriptions and remediations have: lines, and code between single backticks.</summary>
internal static class Prose
{
    /// <summary>The lines, trimmed, without the empty ones.</summary>
    public static IEnumerable<string> Lines(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A line's pieces in order. Backticks that do not pair up, or that stand together, are text like any other.</summary>
    public static IEnumerable<(string Text, bool IsCode)> Pieces(string line)
    {
        var pieces = line.Split('`');
        var paired = pieces.Length % 2 == 1 && !pieces.Skip(1).SkipLast(1).Any(string.IsNullOrWhiteSpace);
        return paired ? pieces.Select((piece, i) => (piece, i % 2 == 1)) : [(line, false)];
    }
}
