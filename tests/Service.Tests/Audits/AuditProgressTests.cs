using System.Collections.Immutable;
using Claudit.Findings;
using Claudit.Reports;
using Claudit.Storage;
using Claudit.Workflow;
using Xunit;

namespace Claudit.Audits;

public sealed class AuditProgressTests
{
    private static readonly SectionDefinition[] Topics = [Topic("a"), Topic("b"), Topic("c")];

    [Fact]
    public void Sections_wait_run_and_end()
    {
        var progress = Of(
            Progress.SectionStarted(Topics[0]),
            Progress.SectionCompleted("a", SectionStatus.Audited, null, 0),
            Progress.SectionStarted(Topics[1]));

        Assert.Equal([SectionState.Audited, SectionState.Running, SectionState.Waiting], progress.Sections.Select(section => section.State));
    }

    [Fact]
    public void Findings_count_until_they_are_withdrawn_and_as_they_were_changed()
    {
        var kept = Finding("1", "a", Severity.Critical);
        var changed = Finding("2", "a", Severity.High);
        var withdrawn = Finding("3", "b", Severity.Low);

        var progress = Of(
            Progress.Found(kept),
            Progress.Found(changed),
            Progress.Found(withdrawn),
            Progress.Changed(changed with { Severity = Severity.Medium }),
            Progress.Withdrawn("3"));

        Assert.Equal([2, 0, 0], progress.Sections.Select(section => section.Findings));
        Assert.Equal(new ReportTotals(1, 0, 1, 0), progress.Totals);
    }

    private static AuditProgress Of(params NewProgressEvent[] events) => AuditProgress.Of(
        events.Select((entry, i) => new ProgressEvent(i + 1, DateTimeOffset.UnixEpoch, entry.Key, entry.Type, entry.Data)), Topics);

    private static SectionDefinition Topic(string id) => new(id, 3, id.ToUpperInvariant(), SectionKind.Topic, "", []);

    private static Finding Finding(string fingerprint, string section, Severity severity) => new()
    {
        Rule = $"{section}/rule",
        Section = section,
        Check = "check",
        Title = "Title",
        Severity = severity,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Locations = ImmutableArray.Create(new Location("a.ts", 1, 2)),
        Evidence = "a\nb",
        Description = "",
        Remediation = "",
        Fingerprint = fingerprint,
        Origin = Origin.Embedded,
    };
}
