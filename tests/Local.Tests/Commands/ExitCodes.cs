using Claudit.Findings;
using Claudit.Local.Commands;
using Claudit.Reports;
using Xunit;

namespace Claudit.Commands;

public sealed class ExitCodes
{
    [Theory]
    [InlineData(null, 0)]
    [InlineData(Severity.Critical, 0)]
    [InlineData(Severity.High, 0)]
    [InlineData(Severity.Medium, 1)]
    [InlineData(Severity.Low, 1)]
    public void The_threshold_counts_itself_and_what_is_worse(Severity? failOn, int code) =>
        Assert.Equal(code, ExitCode.Of(new ReportTotals(Critical: 0, High: 0, Medium: 2, Low: 0), complete: true, failOn));

    [Fact]
    public void A_critical_finding_reaches_every_threshold() =>
        Assert.All(Enum.GetValues<Severity>(), failOn => Assert.Equal(1, ExitCode.Of(new ReportTotals(1, 0, 0, 0), complete: true, failOn)));

    [Fact]
    public void An_incomplete_audit_is_told_from_a_clean_one() =>
        Assert.Equal(3, ExitCode.Of(new ReportTotals(0, 0, 0, 1), complete: false, Severity.High));

    [Fact]
    public void Findings_go_before_incompleteness() =>
        Assert.Equal(1, ExitCode.Of(new ReportTotals(0, 1, 0, 0), complete: false, Severity.High));
}
