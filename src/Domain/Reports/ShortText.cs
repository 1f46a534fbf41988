namespace Claudit.Reports;

/// <summary>Text for places that hold only so much of it.</summary>
internal static class ShortText
{
    /// <summary>The text, or its beginning with an ellipsis, no longer than <paramref name="most"/>; no surrogate pair is torn.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most) return text;
        var end = most - 1;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
    }
}
