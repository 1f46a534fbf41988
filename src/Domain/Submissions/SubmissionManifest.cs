using System.Collections.Immutable;

namespace Claudit.Submissions;

/// <summary>What was submitted, without its text: enough to plan, to report and to recognise the submission again.</summary>
/// <param name="Files">By path, in ordinal order.</param>
/// <param name="Skipped">What is not audited and why; by path.</param>
/// <param name="Masked">Secrets that were masked; by path, then line.</param>
/// <param name="Notes">How files were read where that was not plain, such as bytes taken as Latin-1; by path.</param>
public sealed record SubmissionManifest(
    ImmutableArray<ManifestFile> Files,
    ImmutableArray<SkippedFile> Skipped,
    ImmutableArray<MaskedSecret> Masked,
    ImmutableArray<FileNote> Notes)
{
    public long Bytes => Files.Sum(file => file.Bytes);

    public int Lines => Files.Sum(file => file.Lines);
}

/// <param name="Bytes">As submitted.</param>
/// <param name="Characters">UTF-16 units after decoding.</param>
/// <param name="Sha256">Of the submitted bytes, in lower-case hexadecimal.</param>
public sealed record ManifestFile(string Path, Language Language, long Bytes, int Characters, int Lines, string Sha256);

/// <param name="Path">That of a folder ends with a slash and stands for all that is below it.</param>
/// <param name="Reason">One of <see cref="SkipReason"/>.</param>
public sealed record SkippedFile(string Path, string Reason);

/// <param name="Kind">What kind of secret, such as <c>stripe-secret-key</c>; never its text.</param>
public sealed record MaskedSecret(string Kind, string Path, int Line);

public sealed record FileNote(string Path, string Message);
