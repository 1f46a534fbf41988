using System.Diagnostics;
using System.Diagnostics.Metrics;
using Claudit.Audits;
using Claudit.Findings;
using Claudit.Reports;
using Claudit.Storage;

namespace Claudit.Telemetry;

/// <summary>What is traced and measured of audits, on every host: ids, kinds, numbers and types of errors, never anything that was submitted.</summary>
public static class AuditTelemetry
{
    /// <summary>Of the trace source and of the meter.</summary>
    public const string Name = "Claudit";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Audits = Meter.CreateCounter<long>("claudit.audits", "{audit}", "Audits that have ended, by kind and outcome.");

    private static readonly Counter<long> Findings = Meter.CreateCounter<long>("claudit.findings", "{finding}", "Findings of reports, by kind of audit and severity.");

    private static readonly Histogram<double> Sections = Meter.CreateHistogram<double>("claudit.section.duration", "s", "How long a section is audited, by section.");

    private static readonly UpDownCounter<long> Held = Meter.CreateUpDownCounter<long>("claudit.source.held", "By", "Bytes of source that are stored until their audits end.");

    /// <summary>The place in a trace at which an audit is asked for, as W3C Trace Context writes it; null when nobody traces.</summary>
    public static string? Here => Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current.Id : null;

    /// <param name="asked">As <see cref="Here"/> gave it when the audit was admitted.</param>
    public static Activity? StartAudit(AuditKey audit, string? asked) =>
        Source.StartActivity("audit", ActivityKind.Internal, asked!)?.SetTag("claudit.audit.id", audit.Audit);

    /// <summary>One attempt of an activity, below the audit that runs here, else below what asked for it.</summary>
    /// <param name="asked">As <see cref="Here"/> gave it when the audit was admitted.</param>
    public static Activity? StartAttempt(AuditKey audit, string activity, string? asked = null) =>
        Source.StartActivity(activity, ActivityKind.Internal, asked!)?.SetTag("claudit.audit.id", audit.Audit);

    /// <summary>Only the type: a message may quote what was submitted.</summary>
    public static void Fail(this Activity? attempt, Exception failure) => attempt?.SetStatus(ActivityStatusCode.Error, failure.GetType().Name);

    public static void Admitted(long bytes) => Held.Add(bytes);

    /// <param name="ended">As its record says in the end.</param>
    public static void Ended(AuditRecord ended)
    {
        var kind = new KeyValuePair<string, object?>("claudit.audit", ended.Audit);
        Held.Add(-ended.Submission.Bytes);
        Audits.Add(1, kind, new("claudit.outcome", ended.State.ToString().ToLowerInvariant()));
        foreach (var (severity, count) in ended.Totals is { } totals ? Counts(totals) : [])
            if (count > 0) Findings.Add(count, kind, new("claudit.severity", severity.ToString().ToLowerInvariant()));
    }

    public static void Audited(string section, TimeSpan took) => Sections.Record(took.TotalSeconds, new KeyValuePair<string, object?>("claudit.section", section));

    private static IEnumerable<(Severity Severity, int Count)> Counts(ReportTotals totals) =>
        [(Severity.Critical, totals.Critical), (Severity.High, totals.High), (Severity.Medium, totals.Medium), (Severity.Low, totals.Low)];
}
