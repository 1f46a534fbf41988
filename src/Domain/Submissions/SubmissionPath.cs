using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Claudit.Submissions;

/// <summary>Turns a submitted path into the one that reports show, or says why it cannot be taken.</summary>
internal static class SubmissionPath
{
    private const int ShownCharacters = 200;

    /// <summary>Devices of Windows, whatever extension follows.</summary>
    private static readonly FrozenSet<string> Devices = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "con", "prn", "aux", "nul",
        "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
        "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

    /// <summary>Relative, with forward slashes, without empty and <c>.</c> segments; null with a problem when it is refused.</summary>
    public static string? Clean(string submitted, string pointer, SubmissionLimits limits, out Problem? problem)
    {
        problem = null;
        var path = submitted.Replace('\\', '/');
        if (path.Length > limits.PathCharacters)
            problem = new(SubmissionProblems.PathTooLong, pointer, $"'{Shown(path)}' has {path.Length} characters; a path may have {limits.PathCharacters}.");
        else if (path.Any(char.IsControl) || HasLoneSurrogate(path))
            problem = new(SubmissionProblems.PathMalformed, pointer, $"'{Shown(path)}' has control characters or is not valid Unicode: rename the file.");
        else if (path.StartsWith('/') || path is [_, ':', ..] && char.IsAsciiLetter(path[0]))
            problem = new(SubmissionProblems.PathAbsolute, pointer, $"'{Shown(path)}' is absolute: give paths relative to the submission's root.");
        if (problem is not null) return null;

        var segments = path.Split('/').Where(segment => segment is not ("" or ".")).ToArray();
        if (segments.Length == 0)
            problem = new(SubmissionProblems.PathMalformed, pointer, "A file has no name: give each a path.");
        else if (segments.Contains(".."))
            problem = new(SubmissionProblems.PathClimbs, pointer, $"'{Shown(path)}' climbs with '..': give paths within the submission.");
        else if (segments.FirstOrDefault(IsReserved) is { } reserved)
            problem = new(SubmissionProblems.PathReserved, pointer, $"'{Shown(path)}' holds the name '{Shown(reserved)}', which not every system can store: rename it.");
        return problem is null ? string.Join('/', segments) : null;
    }

    /// <summary>Whether a link at <paramref name="path"/> leads to a place outside the submission.</summary>
    public static bool Leaves(string path, string target)
    {
        target = target.Replace('\\', '/');
        if (target.StartsWith('/') || target is [_, ':', ..] && char.IsAsciiLetter(target[0])) return true;
        var depth = path.Count(character => character == '/');
        foreach (var segment in target.Split('/'))
        {
            if (segment == "..") depth--;
            else if (segment is not ("" or ".")) depth++;
            if (depth < 0) return true;
        }

        return false;
    }

    /// <summary>A submitted name as a message may quote it: cut, and without characters that act on a terminal.</summary>
    public static string Shown(string name)
    {
        var shown = name.Length > ShownCharacters ? string.Concat(name.AsSpan(0, ShownCharacters), "…") : name;
        return string.Create(shown.Length, shown, (span, text) =>
        {
            for (var i = 0; i < text.Length; i++)
                span[i] = char.IsControl(text[i]) || CharUnicodeInfo.GetUnicodeCategory(text[i]) is UnicodeCategory.Format or UnicodeCategory.Surrogate ? '\uFFFD' : text[i];
        });
    }

    private static bool HasLoneSurrogate(string path) =>
        path.EnumerateRunes().Count(rune => rune == Rune.ReplacementChar) != path.Count(character => character == '\uFFFD');

    private static bool IsReserved(string segment)
    {
        if (segment[^1] is '.' or ' ') return true;
        var dot = segment.IndexOf('.');
        return Devices.Contains((dot < 0 ? segment : segment[..dot]).TrimEnd(' '));
    }
}
