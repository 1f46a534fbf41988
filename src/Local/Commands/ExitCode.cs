namespace Claudit.Local.Commands;

/// <summary>What the process answers with; docs/command-line.md promises these.</summary>
internal static class ExitCode
{
    public const int Fine = 0;

    /// <summary>There are findings at or above <c>--fail-on</c>.</summary>
    public const int Findings = 1;

    /// <summary>The command line or the submission is wrong, or a file cannot be read or written.</summary>
    public const int BadInput = 2;

    /// <summary>Something could not be audited.</summary>
    public const int Incomplete = 3;

    /// <summary>A bug of Claudit; the number that sysexits.h has for it.</summary>
    public const int Fault = 70;

    /// <summary>Stopped from outside, as shells number Ctrl-C.</summary>
    public const int Stopped = 130;
}
