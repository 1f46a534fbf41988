namespace Claudit.Submissions;

/// <summary>Why something submitted is not audited, in the words of the report.</summary>
public static class SkipReason
{
    public const string AbsoluteName = "absolute name";
    public const string Archive = "archive";
    public const string Binary = "binary";
    public const string BuildOutput = "build output";
    public const string ClimbingName = "name that climbs out";
    public const string Empty = "empty";
    public const string Generated = "generated";
    public const string Ignored = "ignored by .gitignore";
    public const string Link = "link";
    public const string LockFile = "lock file";
    public const string LongName = "name too long";

    /// <summary>Control characters, or no name at all.</summary>
    public const string MalformedName = "malformed name";

    public const string Minified = "minified";

    /// <summary>Where the report is to go, and an earlier one stands.</summary>
    public const string Output = "output of the audit";

    /// <summary>The name of another file, case and Unicode normal form aside.</summary>
    public const string RepeatedName = "repeated name";

    /// <summary>One that some systems take for a device or cannot store.</summary>
    public const string ReservedName = "reserved name";

    /// <summary>A device, a pipe, a socket, a sparse file.</summary>
    public const string SpecialFile = "special file";

    /// <summary>What tools keep for themselves, such as version control and editors.</summary>
    public const string ToolFiles = "tool files";

    public const string Unreadable = "unreadable";
    public const string Vendored = "vendored";

    /// <summary>That of a file whose path is refused with this problem's code.</summary>
    public static string OfPath(string code) => code switch
    {
        SubmissionProblems.PathTooLong => LongName,
        SubmissionProblems.PathAbsolute => AbsoluteName,
        SubmissionProblems.PathClimbs => ClimbingName,
        SubmissionProblems.PathReserved => ReservedName,
        _ => MalformedName,
    };

    /// <summary>Longer than a file may be: <c>over 2 MiB</c>.</summary>
    public static string Over(long bytes) => $"over {SubmissionLimits.Size(bytes)}";
}
