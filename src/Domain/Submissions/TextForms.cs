namespace Claudit.Submissions;

/// <summary>Texts that are recognised by the form of all their lines; blank lines are not given.</summary>
internal static class TextForms
{
    /// <summary>It opens with brackets and goes on with a value as only JSON writes it.</summary>
    public static bool IsJson(string[] lines)
    {
        if (lines[0].TrimStart() is not ['{' or '[', ..]) return false;
        if (lines[^1].TrimEnd() is not [.., '}' or ']' or ',' or '{' or '[' or '"']) return false;
        foreach (var character in lines.SelectMany(line => line))
            if (character is not ('{' or '[' or ' ' or '\t')) return character is '"' or '}' or ']' or '-' || char.IsAsciiDigit(character);
        return true;
    }

    /// <summary>Sections and assignments of quoted or plain values, nothing else.</summary>
    public static bool IsToml(string[] lines)
    {
        var (sections, keys) = (0, 0);
        foreach (var line in lines.Select(line => line.Trim()))
        {
            if (line[0] == '#') continue;
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (line is ['[', .., ']'] && equals < 0 && IsKey(line.Trim('[', ']'))) sections++;
            else if (equals > 0 && IsKey(line[..equals].Trim()) && StartsTomlValue(line[(equals + 1)..].Trim())) keys++;
            else if (line[0] is not ('"' or '\'' or ']')) return false;
        }

        return sections > 0 && keys > 0;
    }

    /// <summary>Keys, items and comments; at least two keys. Text may stand below a key that ends with <c>|</c> or <c>&gt;</c>.</summary>
    public static bool IsYaml(string[] lines)
    {
        var (keys, block) = (0, int.MaxValue);
        foreach (var line in lines)
        {
            var content = line.AsSpan().TrimStart(' ');
            var indent = line.Length - content.Length;
            content = content.TrimEnd();
            if (indent > block || content.Length == 0) continue;
            block = int.MaxValue;
            if (content[0] == '#' || content.StartsWith("---")) continue;
            var isItem = content[0] == '-' && (content.Length == 1 || content[1] == ' ');
            while (content is ['-', ' ', ..]) content = content[2..].TrimStart(' ');
            if (content is [.., ';' or '{' or ',' or '(']) return false;
            var colon = content.IndexOf(':');
            if (colon > 0 && (colon == content.Length - 1 || content[colon + 1] == ' ') && IsKey(content[..colon])) keys++;
            else if (!isItem) return false;
            if (content is [.., '|' or '>'] || content.EndsWith("|-") || content.EndsWith(">-")) block = indent;
        }

        return keys >= 2;
    }

    private static bool IsKey(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
            if (!char.IsAsciiLetterOrDigit(character) && !"_-./\"'$ ".Contains(character)) return false;
        return text.Length > 0 && text.Count(' ') < 2;
    }

    private static bool StartsTomlValue(string value) =>
        value is ['"' or '\'' or '[' or '{', ..] || value.Length > 0 && char.IsAsciiDigit(value[0]) || value is "true" or "false";
}
