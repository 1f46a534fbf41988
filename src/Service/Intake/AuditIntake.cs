using System.Collections.Immutable;
using Claudit.Audits;
using Claudit.Submissions;

namespace Claudit.Intake;

/// <summary>What a request asks to have audited, or what is wrong with it. Holds the upload until it is disposed.</summary>
internal sealed class AuditIntake : IDisposable
{
    private readonly IDisposable? _upload;

    private AuditIntake(StartAudit? request, SubmissionSource? source, IDisposable? upload, ImmutableArray<Problem> problems) =>
        (Request, Source, _upload, Problems) = (request, source, upload, problems);

    /// <summary>Null when there are problems.</summary>
    public StartAudit? Request { get; }

    /// <summary>Null when there are problems.</summary>
    public SubmissionSource? Source { get; }

    public ImmutableArray<Problem> Problems { get; }

    /// <param name="upload">What <paramref name="source"/> reads from.</param>
    public static AuditIntake Of(StartAudit request, SubmissionSource source, IDisposable upload) => new(request, source, upload, []);

    public static AuditIntake Refused(params ImmutableArray<Problem> problems) => new(null, null, null, problems);

    public void Dispose() => _upload?.Dispose();
}
