namespace Claudit.Submissions;

/// <summary>Why something submitted is not audited, in the words of the report.</summary>
public static class SkipReason
{
    public const string Archive = "archive";
    public const string Binary = "binary";
    public const string BuildOutput = "build output";
    public const string Empty = "empty";
    public const string Generated = "generated";
    public const string Ignored = "ignored by .gitignore";
    public const string Link = "link";
    public const string LockFile = "lock file";
    public const string Minified = "minified";

    /// <summary>The name of another file, case aside.</summary>
    public const string RepeatedName = "repeated name";

    /// <summary>A device, a pipe, a sparse file.</summary>
    public const string SpecialFile = "special file";

    /// <summary>What tools keep for themselves, such as version control and editors.</summary>
    public const string ToolFiles = "tool files";

    /// <summary>A path that is too long, reserved, or no path.</summary>
    public const string UnusableName = "unusable name";

    public const string Unreadable = "unreadable";
    public const string Vendored = "vendored";

    /// <summary>Longer than a file may be: <c>over 2 MiB</c>.</summary>
    public static string Over(long bytes) => $"over {SubmissionLimits.Size(bytes)}";
}
