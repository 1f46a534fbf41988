using System.Text;
using Claudit.Reports;

namespace Claudit.Storage;

/// <summary>The reports, in their JSON form.</summary>
public sealed class ReportStore(IObjectStore objects)
{
    public Task WriteAsync(AuditKey audit, Report report, CancellationToken cancel) =>
        objects.PutAsync(Key(audit), Encoding.UTF8.GetBytes(JsonRenderer.Render(report)), WriteCondition.None, cancel);

    /// <summary>Null when the audit has no report (yet).</summary>
    public async Task<Report?> ReadAsync(AuditKey audit, CancellationToken cancel) =>
        await objects.GetAsync(Key(audit), cancel) is { } found ? JsonRenderer.Parse(Encoding.UTF8.GetString(found.Content.Span)) : null;

    private static string Key(AuditKey audit) => $"audits/{audit.Path}/report";
}
