using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Claudit.Audits;
using Microsoft.AspNetCore.Http;

namespace Claudit.Api;

/// <summary>An error as RFC 9457 writes it, with <c>code</c>, <c>requestId</c> and, where a request is wrong, <c>errors</c>.</summary>
public sealed class ProblemAnswer : IResult, IStatusCodeHttpResult
{
    private readonly ProblemType _type;
    private readonly string _detail;
    private readonly ImmutableArray<Problem> _problems;
    private readonly int? _retryAfterSeconds;
    private readonly JsonObject? _progress;

    private ProblemAnswer(
        ProblemType type, string detail, ImmutableArray<Problem> problems, int? retryAfterSeconds = null, JsonObject? progress = null) =>
        (_type, _detail, _problems, _retryAfterSeconds, _progress) = (type, detail, problems, retryAfterSeconds, progress);

    public int? StatusCode => _type.Status;

    /// <param name="detail">What to change.</param>
    /// <param name="retryAfterSeconds">When to try again; null where trying again is no use.</param>
    /// <param name="progress">How far the audit is, where that is why there is no answer yet.</param>
    public static ProblemAnswer Of(ProblemType type, string detail, int? retryAfterSeconds = null, JsonObject? progress = null) =>
        new(type, detail, [], retryAfterSeconds, progress);

    public static ProblemAnswer Of(Overload overload) => Of(ProblemTypes.Overloaded, overload.Reason, (int)Math.Ceiling(overload.RetryAfter.TotalSeconds));

    /// <param name="problems">At least one. The answer goes by the first of the least status; it names them all.</param>
    public static ProblemAnswer Of(ImmutableArray<Problem> problems)
    {
        var first = problems.MinBy(problem => ProblemTypes.Of(problem.Code).Status)!;
        var detail = problems.Length == 1 ? first.Message : $"{first.Message} {(problems.Length < Problem.MostTold ? $"There are {problems.Length} problems; 'errors' has them all." : $"'errors' has the first {problems.Length} problems.")}";
        return new ProblemAnswer(ProblemTypes.Of(first.Code), detail, problems);
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = _type.Status;
        if (_retryAfterSeconds is { } seconds) response.Headers.RetryAfter = ApiText.Of(seconds);
        var document = Document(ApiFrame.RequestIdOf(httpContext));
        return new JsonAnswer(document, _type.Status, "application/problem+json").ExecuteAsync(httpContext);
    }

    private JsonObject Document(string requestId)
    {
        var document = new JsonObject
        {
            ["type"] = _type.Uri,
            ["title"] = _type.Title,
            ["status"] = _type.Status,
            ["detail"] = _detail,
            ["code"] = _type.Code,
            ["requestId"] = requestId,
        };
        if (!_problems.IsEmpty) document["errors"] = Errors();
        if (_progress is not null) document["progress"] = _progress;
        return document;
    }

    private JsonObject Errors() => new(_problems
        .GroupBy(problem => problem.Pointer, StringComparer.Ordinal)
        .Select(place => KeyValuePair.Create<string, JsonNode?>(place.Key, string.Join(' ', place.Select(problem => problem.Message)))));
}
