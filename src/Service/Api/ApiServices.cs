using Claudit.Audits;
using Claudit.Intake;
using Claudit.Reports;
using Claudit.Submissions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Claudit.Api;

/// <summary>What a host gives the API to work with.</summary>
public sealed record ApiServices
{
    public required AuditService Audits { get; init; }

    public required AuditCatalog Catalog { get; init; }

    public required AuditSettings Settings { get; init; }

    public required SubmissionLimits Limits { get; init; }

    public required ApiOptions Options { get; init; }

    /// <summary>Who is asking, as a segment of storage keys. Every request passes here first.</summary>
    public required Func<HttpRequest, string> TenantOf { get; init; }

    /// <summary>What must work for audits to run.</summary>
    public required IReadOnlyList<ReadinessCheck> Readiness { get; init; }

    /// <summary>Why no audit is taken now; null when one is. Asked before a submission is read.</summary>
    public Func<Overload?> Overload { get; init; } = static () => null;

    /// <summary>Where submissions wait to be read.</summary>
    public required IntakeGate Intakes { get; init; }

    /// <summary>Descriptions of the rules by id, for report formats that have a place for them.</summary>
    public required IReadOnlyDictionary<string, RuleDescription> Rules { get; init; }

    public required ILogger Logger { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The host is shutting down: streams and waits end, so that their clients come back to the next one.</summary>
    public CancellationToken Stopping { get; init; }
}
