namespace Claudit.Submissions;

/// <summary>
/// One line of a <c>.gitignore</c>. Matching takes no more steps than pattern times path has characters, whatever the pattern; the
/// steps are counted for <see cref="IgnoreRules"/>.
/// </summary>
internal sealed class IgnorePattern
{
    /// <summary>Pieces between slashes; <c>**</c> stands for any number of folders.</summary>
    private readonly string[] _segments;

    private IgnorePattern(string[] segments) => _segments = segments;

    public required bool IsNegated { get; init; }

    public required bool IsFolderOnly { get; init; }

    /// <summary>Whether it stands for one name at any depth rather than a path from the folder of its file.</summary>
    public required bool IsName { get; init; }

    /// <summary>Null for blank lines and comments.</summary>
    public static IgnorePattern? Parse(ReadOnlySpan<char> line)
    {
        line = TrimSpaces(line.TrimEnd('\r'));
        if (line.IsEmpty || line[0] == '#') return null;
        var negated = line[0] == '!';
        if (negated) line = line[1..];
        var folderOnly = line.EndsWith('/');
        if (folderOnly) line = line[..^1];
        var isName = !line.Contains('/');
        if (line.StartsWith('/')) line = line[1..];
        if (line.IsEmpty) return null;
        return new IgnorePattern(line.ToString().Split('/')) { IsNegated = negated, IsFolderOnly = folderOnly, IsName = isName };
    }

    /// <param name="path">Relative to the folder of the <c>.gitignore</c>.</param>
    public bool Matches(ReadOnlySpan<char> path, bool isFolder, ref long steps)
    {
        steps++;
        if (IsFolderOnly && !isFolder) return false;
        return IsName
            ? SegmentMatches(_segments[0], path[(path.LastIndexOf('/') + 1)..], ref steps)
            : PathMatches(path, ref steps);
    }

    /// <summary>After a <c>**</c> it is enough to go back to the last one: what it leaves to later pieces only shrinks.</summary>
    private bool PathMatches(ReadOnlySpan<char> path, ref long steps)
    {
        var (piece, afterStars, retry) = (0, -1, 0);
        var at = 0;
        while (at <= path.Length)
        {
            steps++;
            var end = path[at..].IndexOf('/') is >= 0 and var slash ? at + slash : path.Length;
            if (piece < _segments.Length && _segments[piece] == "**")
            {
                if (piece == _segments.Length - 1) return true;
                (afterStars, retry) = (++piece, at);
            }
            else if (piece < _segments.Length && SegmentMatches(_segments[piece], path[at..end], ref steps))
            {
                piece++;
                at = end + 1;
            }
            else if (afterStars >= 0 && path[retry..].IndexOf('/') is >= 0 and var next)
            {
                retry += next + 1;
                (piece, at) = (afterStars, retry);
            }
            else
            {
                return false;
            }
        }

        return piece == _segments.Length;
    }

    private static bool SegmentMatches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name, ref long steps)
    {
        var (p, n, afterStar, retry) = (0, 0, -1, 0);
        while (n < name.Length)
        {
            steps++;
            if (p < pattern.Length && pattern[p] == '*')
            {
                (afterStar, retry) = (++p, n);
            }
            else if (p < pattern.Length && CharacterMatches(pattern[p..], name[n], out var width, ref steps))
            {
                p += width;
                n++;
            }
            else if (afterStar >= 0)
            {
                (p, n) = (afterStar, ++retry);
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*') p++;
        return p == pattern.Length;
    }

    private static bool CharacterMatches(ReadOnlySpan<char> pattern, char character, out int width, ref long steps)
    {
        width = 1;
        switch (pattern[0])
        {
            case '?':
                return true;
            case '[':
                return SetMatches(pattern, character, out width, ref steps);
            case '\\' when pattern.Length > 1:
                width = 2;
                return pattern[1] == character;
            case '\\':
                return false;
            default:
                return pattern[0] == character;
        }
    }

    /// <summary><c>[a-z]</c>, <c>[!a]</c>, <c>[[:digit:]]</c>; one without an end matches nothing.</summary>
    private static bool SetMatches(ReadOnlySpan<char> pattern, char character, out int width, ref long steps)
    {
        width = 1;
        var i = 1;
        var negated = i < pattern.Length && pattern[i] is '!' or '^';
        if (negated) i++;
        var matched = false;
        for (var first = true; i < pattern.Length; first = false)
        {
            steps++;
            if (pattern[i] == ']' && !first)
            {
                width = i + 1;
                return matched != negated;
            }

            // One colon does not both begin and end a class.
            if (pattern[i..].StartsWith("[:") && pattern[i..].IndexOf(":]") is > 1 and var close)
            {
                matched |= IsOfClass(pattern[(i + 2)..(i + close)], character);
                i += close + 2;
                continue;
            }

            if (pattern[i] == '\\' && i + 1 < pattern.Length) i++;
            var (low, high) = (pattern[i], pattern[i]);
            i++;
            if (i + 1 < pattern.Length && pattern[i] == '-' && pattern[i + 1] != ']')
            {
                i++;
                if (pattern[i] == '\\' && i + 1 < pattern.Length) i++;
                high = pattern[i++];
            }

            matched |= low <= character && character <= high;
        }

        return false;
    }

    private static bool IsOfClass(ReadOnlySpan<char> name, char character) => name switch
    {
        "alnum" => char.IsAsciiLetterOrDigit(character),
        "alpha" => char.IsAsciiLetter(character),
        "blank" => character is ' ' or '\t',
        "cntrl" => char.IsControl(character),
        "digit" => char.IsAsciiDigit(character),
        "graph" => character is > ' ' and < '\x7F',
        "lower" => char.IsAsciiLetterLower(character),
        "print" => character is >= ' ' and < '\x7F',
        "punct" => char.IsAscii(character) && (char.IsPunctuation(character) || char.IsSymbol(character)),
        "space" => character is ' ' or (>= '\t' and <= '\r'),
        "upper" => char.IsAsciiLetterUpper(character),
        "xdigit" => char.IsAsciiHexDigit(character),
        _ => false,
    };

    /// <summary>Spaces at the end do not count, unless a backslash stands before the first of them.</summary>
    private static ReadOnlySpan<char> TrimSpaces(ReadOnlySpan<char> line)
    {
        var trimmed = line.TrimEnd(' ');
        var backslashes = trimmed.Length - trimmed.TrimEnd('\\').Length;
        return trimmed.Length < line.Length && backslashes % 2 == 1 ? line[..(trimmed.Length + 1)] : trimmed;
    }
}
