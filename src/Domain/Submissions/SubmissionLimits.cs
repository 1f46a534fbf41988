using System.ComponentModel.DataAnnotations;

namespace Claudit.Submissions;

/// <summary>How much one submission may hold. Sizes are in bytes.</summary>
public sealed record SubmissionLimits
{
    /// <summary>Of a request as it is sent. Default 25 MiB; whoever reads the request enforces it.</summary>
    [Range(typeof(long), "1", "1073741824")]
    public long RequestBytes { get; init; } = 25L << 20;

    /// <summary>Of all that is read from the submission, counted while it is read. Default 100 MiB.</summary>
    [Range(typeof(long), "1", "1073741824")]
    public long ExpandedBytes { get; init; } = 100L << 20;

    /// <summary>Every submitted file counts, also one that is skipped. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int Files { get; init; } = 10_000;

    /// <summary>Of a file that would be audited; one that is skipped by its name or as binary may be larger. Default 2 MiB.</summary>
    [Range(1, 256 << 20)]
    public int FileBytes { get; init; } = 2 << 20;

    /// <summary>UTF-16 units of a path. Default 1,024.</summary>
    [Range(1, 32_767)]
    public int PathCharacters { get; init; } = 1_024;

    /// <summary>What becomes of a single file that cannot be taken. Default: the submission is refused.</summary>
    public UnfitFiles UnfitFiles { get; init; } = UnfitFiles.Refuse;

    /// <summary>A size as messages name it, such as <c>2 MiB</c> or <c>1500 bytes</c>.</summary>
    public static string Size(long bytes) => bytes switch
    {
        >= 1 << 20 when bytes % (1 << 20) == 0 => $"{bytes >> 20} MiB",
        >= 1 << 10 when bytes % (1 << 10) == 0 => $"{bytes >> 10} KiB",
        _ => $"{bytes} bytes",
    };
}

/// <summary>What becomes of a file that is too large, badly named, a link out of the submission or an archive in an archive.</summary>
public enum UnfitFiles
{
    /// <summary>The whole submission is refused, with every such file named.</summary>
    Refuse,

    /// <summary>The file is listed as skipped: for folders on disk, which nobody packed for the purpose.</summary>
    Skip,
}
