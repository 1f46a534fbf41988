namespace Claudit.Submissions;

/// <summary>One thing that a source offers; folders are not offered, unless as skipped.</summary>
/// <param name="Path">As submitted, unchecked; a skipped folder ends with a slash.</param>
/// <param name="Open">
/// The content, called at most once a pass and valid until the next entry is asked for. The caller disposes it.
/// </param>
public sealed record SubmittedEntry(string Path, Func<Stream> Open)
{
    /// <summary>Where problems point: a JSON pointer, or the path.</summary>
    public string Pointer { get; init; } = Path;

    /// <summary>Where a link leads, as it is stored; null for everything that is no link.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>Whether <see cref="LinkTarget"/> counts from the submission's root, as in hard links, and not from the link's own folder.</summary>
    public bool LinksFromRoot { get; init; }

    /// <summary>Why the source itself does not offer the content; null when it does.</summary>
    public string? SkipReason { get; init; }

    /// <summary>An entry without content that is to be listed.</summary>
    public static SubmittedEntry Skipped(string path, string reason) => new(path, () => Stream.Null) { SkipReason = reason };
}
