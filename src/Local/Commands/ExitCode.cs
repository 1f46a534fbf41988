using Claudit.Findings;
using Claudit.Reports;

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

    /// <summary>Findings are a result whether or not more could have been found, so they go before incompleteness.</summary>
    /// <param name="totals">Of all findings, also of those that the report does not show.</param>
    /// <param name="failOn">The least severity that counts; null when none does.</param>
    public static int Of(ReportTotals totals, bool complete, Severity? failOn)
    {
        var counted = failOn switch
        {
            null => 0,
            Severity.Critical => totals.Critical,
            Severity.High => totals.Critical + totals.High,
            Severity.Medium => totals.Critical + totals.High + totals.Medium,
            _ => totals.Critical + totals.High + totals.Medium + totals.Low,
        };
        return counted > 0 ? Findings : complete ? Fine : Incomplete;
    }
}
