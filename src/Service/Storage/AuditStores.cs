using Claudit.Audits;

namespace Claudit.Storage;

/// <summary>Everything that Claudit keeps, over one object store and one log.</summary>
public sealed class AuditStores(IObjectStore objects, IProgressLog log, AuditSettings settings, TimeProvider time)
{
    private const long PacksPerShard = 2;

    public WorkStore Work { get; } = new(objects, time, settings.AdmissionLease);

    public SourceStore Sources { get; } = new(objects, PackCharacters(settings));

    public FactStore Facts { get; } = new(objects);

    public SectionResultStore Sections { get; } = new(objects);

    public ReportStore Reports { get; } = new(objects);

    public AuditRecordStore Records { get; } = new(objects);

    public AuditIndex Index { get; } = new(objects);

    public ExpiryIndex Expiry { get; } = new(objects);

    public IdempotencyStore Idempotency { get; } = new(objects, time, settings.IdempotencyWindow, settings.AdmissionLease);

    public IProgressLog Log { get; } = log;

    /// <summary>How much source is stored together.</summary>
    internal static long PackCharacters(AuditSettings settings) => Math.Max(1, settings.ShardCharacters / PacksPerShard);
}
