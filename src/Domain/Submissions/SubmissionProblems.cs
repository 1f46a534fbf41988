using System.Collections.Frozen;

namespace Claudit.Submissions;

/// <summary>What kind of fault refuses a submission; the API answers 400, 413 and 422 in this order.</summary>
public enum RefusalKind
{
    Malformed,
    OverLimit,
    NothingAuditable,
}

/// <summary>The codes of every problem that a submission can have.</summary>
public static class SubmissionProblems
{
    public const string RequestTooLarge = "request-too-large";
    public const string ExpandedTooLarge = "expanded-too-large";
    public const string TooManyFiles = "too-many-files";
    public const string FileTooLarge = "file-too-large";
    public const string PathTooLong = "path-too-long";

    /// <summary>An archive in an archive.</summary>
    public const string ArchiveNested = "archive-nested";

    /// <summary>Damaged, encrypted, or not of the format that it is sent as.</summary>
    public const string ArchiveMalformed = "archive-malformed";

    /// <summary>Empty, or with characters that no path should have.</summary>
    public const string PathMalformed = "path-malformed";

    public const string PathAbsolute = "path-absolute";
    public const string PathClimbs = "path-climbs";

    /// <summary>A name that some systems take for a device or cannot store.</summary>
    public const string PathReserved = "path-reserved";

    /// <summary>Two names that differ in nothing, or in case or Unicode normal form alone.</summary>
    public const string PathRepeated = "path-repeated";

    /// <summary>A link that leaves the submission; other links are skipped and listed.</summary>
    public const string LinkRefused = "link-refused";

    /// <summary>No file is left to audit.</summary>
    public const string NothingAuditable = "nothing-auditable";

    /// <summary>Every code with its kind.</summary>
    public static FrozenDictionary<string, RefusalKind> Kinds { get; } = new Dictionary<string, RefusalKind>
    {
        [RequestTooLarge] = RefusalKind.OverLimit,
        [ExpandedTooLarge] = RefusalKind.OverLimit,
        [TooManyFiles] = RefusalKind.OverLimit,
        [FileTooLarge] = RefusalKind.OverLimit,
        [PathTooLong] = RefusalKind.OverLimit,
        [ArchiveNested] = RefusalKind.OverLimit,
        [ArchiveMalformed] = RefusalKind.Malformed,
        [PathMalformed] = RefusalKind.Malformed,
        [PathAbsolute] = RefusalKind.Malformed,
        [PathClimbs] = RefusalKind.Malformed,
        [PathReserved] = RefusalKind.Malformed,
        [PathRepeated] = RefusalKind.Malformed,
        [LinkRefused] = RefusalKind.Malformed,
        [NothingAuditable] = RefusalKind.NothingAuditable,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The kind to answer with where there are several problems: the first in the order of <see cref="RefusalKind"/>.</summary>
    public static RefusalKind KindOf(IEnumerable<Problem> problems) => problems.Min(problem => Kinds[problem.Code]);

    /// <summary>For whoever reads requests and meets one over <see cref="SubmissionLimits.RequestBytes"/>.</summary>
    public static Problem OfLargeRequest(SubmissionLimits limits) => new(
        RequestTooLarge, "", $"The request is larger than {SubmissionLimits.Size(limits.RequestBytes)}: send less, or in several audits.");
}
