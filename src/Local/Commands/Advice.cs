namespace Claudit.Local.Commands;

/// <summary>What to say to somebody who wrote a name that is not known.</summary>
internal static class Advice
{
    /// <summary>The end of a sentence: the nearest known name, or all of them.</summary>
    public static string For(string word, IReadOnlyCollection<string> known) => Nearest.To(word, known) is { } nearest
        ? $"did you mean '{nearest}'?"
        : $"use any of {string.Join(", ", known)}.";
}
