using Claudit.Reports;

namespace Claudit.Storage;

public sealed class ReportStore(IObjectStore objects)
{
    public Task WriteAsync(AuditKey audit, Report report, CancellationToken cancel) =>
        objects.WriteAsync(Key(audit), report, StorageJson.Default.Report, WriteCondition.None, cancel);

    /// <summary>Null when the audit has no report (yet).</summary>
    public Task<Report?> ReadAsync(AuditKey audit, CancellationToken cancel) =>
        objects.ReadAsync(Key(audit), StorageJson.Default.Report, cancel);

    private static string Key(AuditKey audit) => $"audits/{audit.Path}/report";
}
