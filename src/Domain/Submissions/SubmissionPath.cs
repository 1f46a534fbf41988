using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Claudit.Submissions;

/// <summary>Turns a submitted path into the one that reports show, or says why it cannot be taken.</summary>
public static class SubmissionPath
{
    private const int ShownCharacters = 200;

    /// <summary>Devices of Windows, whatever extension follows.</summary>
    private static readonly FrozenSet<string> Devices = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "con", "prn", "aux", "nul", "conin$", "conout$",
        "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "com¹", "com²", "com³",
        "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "lpt¹", "lpt²", "lpt³");

    /// <summary>Why a path cannot be taken; null when it can.</summary>
    public static Problem? ProblemOf(string path, SubmissionLimits limits)
    {
        Clean(path, "", limits, out var problem);
        return problem;
    }

    /// <summary>Relative, with forward slashes, without empty and <c>.</c> segments; null with a problem when it is refused.</summary>
    internal static string? Clean(string submitted, string pointer, SubmissionLimits limits, out Problem? problem)
    {
        var path = submitted.Replace('\\', '/');
        var segments = path.Split('/').Where(segment => segment is not ("" or ".")).ToArray();
        var (code, message) = path switch
        {
            _ when path.Length > limits.PathCharacters =>
                (SubmissionProblems.PathTooLong, $"has {path.Length} characters; a path may have {limits.PathCharacters}: shorten it."),
            _ when path.Any(char.IsControl) || HasLoneSurrogate(path) =>
                (SubmissionProblems.PathMalformed, "has control characters or is not valid Unicode: rename the file."),
            _ when IsAbsolute(path) => (SubmissionProblems.PathAbsolute, "is absolute: give paths relative to the submission's root."),
            _ when segments.Length == 0 => (SubmissionProblems.PathMalformed, "names no file: give each file a path."),
            _ when segments.Contains("..") => (SubmissionProblems.PathClimbs, "climbs with '..': give paths within the submission."),
            _ when segments.FirstOrDefault(IsReserved) is { } name =>
                (SubmissionProblems.PathReserved, $"holds the name '{Shown(name)}', which not every system can store: rename it."),
            _ => (null, null),
        };
        problem = code is null ? null : new Problem(code, pointer, $"'{Shown(path)}' {message}");
        return code is null ? string.Join('/', segments) : null;
    }

    /// <summary>Whether a link at <paramref name="path"/> leads to a place outside the submission.</summary>
    internal static bool Leaves(string path, string target)
    {
        target = target.Replace('\\', '/');
        if (IsAbsolute(target)) return true;
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
    internal static string Shown(string name)
    {
        var shown = name.Length > ShownCharacters ? string.Concat(name.AsSpan(0, ShownCharacters), "…") : name;
        return string.Concat(shown.Select(character => Acts(character) ? '\uFFFD' : character));

        static bool Acts(char character) =>
            CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate;
    }

    private static bool IsAbsolute(string path) => path.StartsWith('/') || path is [_, ':', ..] && char.IsAsciiLetter(path[0]);

    private static bool HasLoneSurrogate(string path) =>
        path.EnumerateRunes().Count(rune => rune == Rune.ReplacementChar) != path.Count(character => character == '\uFFFD');

    private static bool IsReserved(string segment)
    {
        if (segment[^1] is '.' or ' ') return true;
        var dot = segment.IndexOf('.');
        return Devices.Contains((dot < 0 ? segment : segment[..dot]).TrimEnd(' '));
    }
}
