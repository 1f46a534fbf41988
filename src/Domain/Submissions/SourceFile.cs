namespace Claudit.Submissions;

/// <summary>One submitted file as every part of Claudit sees it: decoded, with secrets masked by as many characters.</summary>
/// <param name="Path">Relative to the submission's root, with forward slashes.</param>
/// <param name="Language">From name and content.</param>
/// <param name="Text">The decoded text; line breaks as submitted.</param>
public sealed record SourceFile(string Path, Language Language, string Text);
