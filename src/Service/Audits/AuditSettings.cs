using System.ComponentModel.DataAnnotations;

namespace Claudit.Audits;

/// <summary>How audits are run and kept.</summary>
public sealed class AuditSettings
{
    /// <summary>The most activities that one audit may have, whatever its size. Default 256.</summary>
    [Range(16, 10_000)]
    public int MaxActivities { get; set; } = 256;

    /// <summary>Characters that one analysing activity gets, as long as <see cref="MaxActivities"/> allows. Default 2 Mi.</summary>
    [Range(typeof(long), "1", "1073741824")]
    public long ShardCharacters { get; set; } = 2 << 20;

    /// <summary>How long reports and logs are kept after the end of their audit, unless the caller says otherwise. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long they are kept when the caller wants no retention: long enough to be fetched. Default 1 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan ShortestRetention { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The longest retention that a caller may ask for. Default 365 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan LongestRetention { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How long an idempotency key is remembered. Default 24 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan IdempotencyWindow { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long a request may take to be admitted before its idempotency key counts as abandoned. Default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan AdmissionLease { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long an audit with these options is kept after its end.</summary>
    public TimeSpan RetentionOf(AuditOptions options) =>
        options.Retention is not { } asked ? Retention : asked < ShortestRetention ? ShortestRetention : asked;
}
