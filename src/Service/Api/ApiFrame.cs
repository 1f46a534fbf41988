using Claudit.Intake;
using Claudit.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Claudit.Api;

/// <summary>What all answers have in common: the request's id, headers, cross-origin rules, and an error for surprises.</summary>
internal sealed partial class ApiFrame(ApiOptions options, ILogger logger)
{
    private const string RequestIdHeader = "X-Request-Id";
    private const int LongestRequestId = 128;
    private const int StorageRetrySeconds = 30;

    // An Azure Functions host takes its own key from here; it is not ours to judge.
    private const string HostKeyParameter = "code";

    private readonly CorsPolicy _cors = new(options.CorsOrigins);

    /// <summary>The id that the answer carries: the caller's, or else the host's for this request.</summary>
    public static string RequestIdOf(HttpContext context) =>
        context.Request.Headers[RequestIdHeader] is [{ } sent] && IsSane(sent) ? sent : context.TraceIdentifier;

    public ApiHandler Around(ApiRoute route) => Around(route.Name, (request, cancel) =>
        UnknownParameter(request, route) is { } problem ? Task.FromResult<IResult>(problem) : route.Handler(request, cancel));

    public ApiHandler Around(string name, ApiHandler handler) => (request, cancel) => AnswerAsync(request, name, handler, cancel);

    private async Task<IResult> AnswerAsync(HttpRequest request, string route, ApiHandler handler, CancellationToken cancel)
    {
        var headers = request.HttpContext.Response.Headers;
        headers[RequestIdHeader] = RequestIdOf(request.HttpContext);
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        _cors.Apply(request, headers);
        if (_cors.Refusal(request) is { } refusal) return refusal;
        try
        {
            return await handler(request, cancel);
        }
        catch (OperationCanceledException)
            when (cancel.IsCancellationRequested || request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer.
            return Results.Empty;
        }
        catch (DamagedObjectException damaged)
        {
            Log.Damaged(logger, route, RequestIdOf(request.HttpContext), damaged.Key);
            return ProblemAnswer.Of(
                ProblemTypes.StorageDamaged,
                "What the server has stored of it is damaged, and asking again does not help: erase the audit, and start another with a new Idempotency-Key.");
        }
        catch (Exception error) when (error.MayPass())
        {
            Log.Unavailable(logger, route, RequestIdOf(request.HttpContext), error.GetType(), error.HResult, error.StackTrace);
            return ProblemAnswer.Of(
                ProblemTypes.StorageUnavailable,
                "The server cannot use its disk, which may be full: send the request again later, with the Idempotency-Key that it had.",
                StorageRetrySeconds);
        }
        catch (Exception error)
        {
            // Without its message: that may quote what was submitted.
            Log.Unforeseen(logger, route, RequestIdOf(request.HttpContext), error.GetType(), error.StackTrace);
            return ProblemAnswer.Of(
                ProblemTypes.Internal, "Something went wrong here. Try again, and tell us the request's id if it stays.");
        }
    }

    private static ProblemAnswer? UnknownParameter(HttpRequest request, ApiRoute route)
    {
        var unknown = request.Query.Keys
            .Where(name => name != HostKeyParameter && !route.Query.Contains(name))
            .Select(name => new Problem(
                ProblemTypes.ParameterUnknown.Code,
                $"?{RequestFields.Quoted(name)}",
                $"There is no query parameter '{RequestFields.Quoted(name)}' here; {Known(route)}."));
        return unknown.ToArray() is { Length: > 0 } problems ? ProblemAnswer.Of([.. problems]) : null;
    }

    private static string Known(ApiRoute route) => route.Query.IsEmpty
        ? "this address takes none"
        : $"this address takes {string.Join(", ", route.Query.Select(name => $"'{name}'"))}";

    private static bool IsSane(string id) =>
        id.Length is > 0 and <= LongestRequestId && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':');

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Route} failed for request {RequestId}: {Error}\n{Trace}")]
        public static partial void Unforeseen(ILogger logger, string route, string requestId, Type error, string? trace);

        [LoggerMessage(2, LogLevel.Error, "{Route} failed for request {RequestId}: what is stored as {Key} is damaged or missing")]
        public static partial void Damaged(ILogger logger, string route, string requestId, string key);

        [LoggerMessage(3, LogLevel.Error, "{Route} failed for request {RequestId}: the disk cannot be used, {Error} {Code}\n{Trace}")]
        public static partial void Unavailable(ILogger logger, string route, string requestId, Type error, int code, string? trace);
    }
}
