using Claudit.Findings;

namespace Claudit.Storage;

/// <summary>What auditing each section came to, until the report is made of it.</summary>
public sealed class SectionResultStore(IObjectStore objects)
{
    public Task WriteAsync(AuditKey audit, SectionResult result, CancellationToken cancel) =>
        objects.WriteAsync(Key(audit, result.Section), result, StorageJson.Default.SectionResult, WriteCondition.None, cancel);

    /// <summary>Null when the section has no result (yet).</summary>
    public Task<SectionResult?> ReadAsync(AuditKey audit, string section, CancellationToken cancel) =>
        objects.ReadAsync(Key(audit, section), StorageJson.Default.SectionResult, cancel);

    private static string Key(AuditKey audit, string section) => WorkStore.Key(audit, $"sections/{section}");
}
