using System.Buffers;

namespace Claudit.Storage;

/// <summary>What every store refuses: keys that could mean another place than they say.</summary>
public static class ObjectKey
{
    private const int LongestKey = 512;
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    /// <summary>Segments of letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, none of which begins or ends with a dot, parted by <c>/</c>.</summary>
    public static bool IsValid(string key)
    {
        if (key.Length is 0 or > LongestKey) return false;
        foreach (var range in key.AsSpan().Split('/'))
            if (!IsSegment(key.AsSpan()[range]))
                return false;
        return true;
    }

    public static bool IsSegment(ReadOnlySpan<char> segment) =>
        segment.Length > 0 && segment[0] != '.' && segment[^1] != '.' && !segment.ContainsAnyExcept(Allowed);

    /// <exception cref="ArgumentException">The key is not valid.</exception>
    public static string Check(string key) =>
        IsValid(key) ? key : throw new ArgumentException("Not a key of an object.", nameof(key));
}
