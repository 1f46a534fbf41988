using System.Collections.Immutable;
using Claudit.Findings;
using Claudit.Submissions;

namespace Claudit.Audits;

/// <summary>What a caller asks for; the code itself comes beside it, as <see cref="ReadSubmission"/>.</summary>
public sealed record StartAudit
{
    /// <summary>Id of the audit definition, such as <c>metered-billing</c>.</summary>
    public required string Audit { get; init; }

    public AuditOptions Options { get; init; } = new();
}

/// <summary>The options that this release serves.</summary>
public sealed record AuditOptions
{
    /// <summary>Ids of the topic sections to audit; empty for all of them.</summary>
    public ImmutableArray<string> Sections { get; init; } = [];

    /// <summary>The least severity that the report and the stream show. The score counts everything.</summary>
    public Severity MinSeverity { get; init; } = Severity.Low;

    /// <summary>How long report and log are kept after the end: zero for <c>none</c>, null for the configured default.</summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>The caller's own words, given back with the status. At most 20, of at most 100 characters each and no control characters.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}

/// <summary>
/// Reads what was submitted: hands over each file that is to be audited, one at a time, and answers with the manifest or with what is
/// wrong. It is called once at most.
/// </summary>
public delegate Task<SubmissionReading> ReadSubmission(Func<SourceFile, CancellationToken, Task> file, CancellationToken cancel);

/// <param name="Manifest">Null when the submission is refused.</param>
/// <param name="Problems">Why; empty when it is taken.</param>
public sealed record SubmissionReading(SubmissionManifest? Manifest, ImmutableArray<Problem> Problems)
{
    /// <summary>Reads with a reader, which can be used once: give a new one for every request.</summary>
    public static ReadSubmission With(SubmissionReader reader) => async (file, cancel) =>
    {
        foreach (var source in reader.Files(cancel)) await file(source, cancel);
        return new SubmissionReading(reader.Manifest, reader.Problems);
    };

    public static SubmissionReading Of(SubmissionManifest manifest) => new(manifest, []);

    public static SubmissionReading Refused(ImmutableArray<Problem> problems) => new(null, problems);
}

/// <summary>What came of asking for an audit.</summary>
public abstract record StartOutcome
{
    private StartOutcome()
    {
    }

    /// <param name="Replayed">True when the idempotency key had started this audit before.</param>
    public sealed record Started(AuditStatus Status, bool Replayed) : StartOutcome;

    /// <summary>
    /// Nothing was started and nothing is remembered. Besides the submission's own problems: <c>audit-unknown</c>, <c>section-unknown</c>,
    /// <c>retention-out-of-range</c>, <c>labels-too-long</c>,
    /// <c>option-malformed</c>.
    /// </summary>
    public sealed record Refused(ImmutableArray<Problem> Problems) : StartOutcome;

    /// <summary>The idempotency key belongs to another request: 422 <c>idempotency-key-reused</c>.</summary>
    public sealed record KeyReused : StartOutcome;

    /// <summary>The request that brought the idempotency key first is still being admitted: 409.</summary>
    public sealed record KeyInFlight : StartOutcome;
}
