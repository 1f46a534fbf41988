using System.Collections.Frozen;
using Claudit.Submissions;

namespace Claudit.Api;

/// <summary>One kind of error that the API answers with. Code, and with it the type's address, stays as it is once released.</summary>
/// <param name="Title">The same for every occurrence; the detail tells them apart.</param>
public sealed record ProblemType(string Code, int Status, string Title)
{
    public string Uri => $"https://claudit.dev/problems/{Code}";
}

/// <summary>Every error there is.</summary>
public static class ProblemTypes
{
    public static readonly ProblemType RouteUnknown = new("route-unknown", 404, "No such address");
    public static readonly ProblemType MethodNotAllowed = new("method-not-allowed", 405, "Method not allowed");
    public static readonly ProblemType OriginRefused = new("origin-refused", 403, "Request of a foreign page");
    public static readonly ProblemType HostRefused = new("host-refused", 421, "Not a name of this server");
    public static readonly ProblemType ParameterUnknown = new("parameter-unknown", 400, "Unknown query parameter");
    public static readonly ProblemType ParameterMalformed = new("parameter-malformed", 400, "Malformed parameter");
    public static readonly ProblemType MediaTypeUnsupported = new("media-type-unsupported", 415, "Unsupported content type");
    public static readonly ProblemType NotAcceptable = new("not-acceptable", 406, "No such representation");
    public static readonly ProblemType RequestIncomplete = new("request-incomplete", 400, "Request cut short");
    public static readonly ProblemType JsonMalformed = new("json-malformed", 400, "Malformed JSON");
    public static readonly ProblemType FormMalformed = new("form-malformed", 400, "Malformed form");
    public static readonly ProblemType PropertyUnknown = new("property-unknown", 400, "Unknown property");
    public static readonly ProblemType PropertyMissing = new("property-missing", 400, "Missing property");
    public static readonly ProblemType PropertyMalformed = new("property-malformed", 400, "Malformed property");
    public static readonly ProblemType OptionUnknown = new("option-unknown", 400, "Unknown option");
    public static readonly ProblemType OptionNotServed = new("option-not-served", 400, "Option not served");
    public static readonly ProblemType OptionMalformed = new("option-malformed", 400, "Malformed option");
    public static readonly ProblemType AuditUnknown = new("audit-unknown", 400, "Unknown kind of audit");
    public static readonly ProblemType SectionUnknown = new("section-unknown", 400, "Unknown section");
    public static readonly ProblemType RetentionOutOfRange = new("retention-out-of-range", 400, "Retention out of range");
    public static readonly ProblemType LabelsTooLong = new("labels-too-long", 400, "Labels too long");
    public static readonly ProblemType IdempotencyKeyMalformed = new("idempotency-key-malformed", 400, "Malformed idempotency key");
    public static readonly ProblemType IdempotencyKeyInFlight = new("idempotency-key-in-flight", 409, "Request still being admitted");
    public static readonly ProblemType IdempotencyKeyReused = new("idempotency-key-reused", 422, "Idempotency key of another request");
    public static readonly ProblemType AuditNotFound = new("audit-not-found", 404, "No such audit");
    public static readonly ProblemType DefinitionNotFound = new("definition-not-found", 404, "No such kind of audit");
    public static readonly ProblemType ReportNotReady = new("report-not-ready", 409, "Report not ready");
    public static readonly ProblemType ReportMissing = new("report-missing", 409, "No report");
    public static readonly ProblemType Overloaded = new("overloaded", 503, "No room for more audits");
    public static readonly ProblemType StorageDamaged = new("storage-damaged", 410, "Stored data damaged");
    public static readonly ProblemType StorageUnavailable = new("storage-unavailable", 503, "Storage unavailable");
    public static readonly ProblemType Internal = new("internal-error", 500, "Internal error");

    public static IReadOnlyList<ProblemType> All { get; } =
    [
        RouteUnknown, MethodNotAllowed, OriginRefused, HostRefused, ParameterUnknown, ParameterMalformed, MediaTypeUnsupported, NotAcceptable,
        RequestIncomplete, JsonMalformed, FormMalformed, PropertyUnknown, PropertyMissing, PropertyMalformed, OptionUnknown, OptionNotServed, OptionMalformed,
        AuditUnknown, SectionUnknown, RetentionOutOfRange, LabelsTooLong, IdempotencyKeyMalformed, IdempotencyKeyInFlight,
        IdempotencyKeyReused, AuditNotFound, DefinitionNotFound, ReportNotReady, ReportMissing, Overloaded, StorageDamaged, StorageUnavailable, Internal,
        .. SubmissionProblems.Kinds.OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => OfSubmission(kind.Key, kind.Value)),
    ];

    private static readonly FrozenDictionary<string, ProblemType> ByCode =
        All.ToFrozenDictionary(type => type.Code, StringComparer.Ordinal);

    /// <exception cref="KeyNotFoundException">No error has this code: whoever made it up has to add it here.</exception>
    public static ProblemType Of(string code) => ByCode[code];

    private static ProblemType OfSubmission(string code, RefusalKind kind) => kind switch
    {
        RefusalKind.OverLimit => new(code, 413, "Submission over a limit"),
        RefusalKind.NothingAuditable => new(code, 422, "Nothing to audit"),
        _ => new(code, 400, "Malformed submission"),
    };
}
