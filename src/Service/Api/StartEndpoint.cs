using Claudit.Audits;
using Claudit.Intake;
using Claudit.Submissions;
using Microsoft.AspNetCore.Http;

namespace Claudit.Api;

internal sealed class StartEndpoint(ApiServices services, IntakeReader reader)
{
    public async Task<IResult> StartAsync(HttpRequest request, CancellationToken cancel)
    {
        if (IdempotencyKey.Read(request, out var key) is { } malformed) return malformed;
        if (services.Overload() is { } overload) return ProblemAnswer.Of(overload);
        using var intake = await reader.ReadAsync(request, cancel);
        if (intake is not { Request: { } asked, Source: { } source }) return ProblemAnswer.Of(intake.Problems);

        using var place = await services.Intakes.EnterAsync(cancel);
        if (place is null) return ProblemAnswer.Of(services.Intakes.Overload);
        var outcome = await services.Audits.StartAsync(services.TenantOf(request), asked, ReadFrom(source), key, cancel);
        return outcome switch
        {
            StartOutcome.Started(var status, var replayed) => Accepted(request.HttpContext.Response, status, replayed),
            StartOutcome.Refused(var problems) => ProblemAnswer.Of(problems),
            StartOutcome.KeyReused => ProblemAnswer.Of(
                ProblemTypes.IdempotencyKeyReused, "This key came with another request before: send a new key with a new request."),
            _ => ProblemAnswer.Of(
                ProblemTypes.IdempotencyKeyInFlight,
                "The request that first came with this key is still being admitted: send this one again in a second.",
                retryAfterSeconds: 1),
        };
    }

    private ReadSubmission ReadFrom(SubmissionSource source) => async (take, cancel) =>
    {
        var reader = new SubmissionReader(source, services.Limits);
        foreach (var file in reader.Files(cancel)) await take(file, cancel);
        return reader.Manifest is { } manifest ? SubmissionReading.Of(manifest) : SubmissionReading.Refused(reader.Problems);
    };

    private static JsonAnswer Accepted(HttpResponse response, AuditStatus status, bool replayed)
    {
        response.Headers.Location = AuditDocument.Address(status.Id);
        if (replayed) response.Headers["Idempotent-Replayed"] = "true";
        AuditDocument.SetRetryAfter(response, status);
        return new JsonAnswer(AuditDocument.Of(status), StatusCodes.Status202Accepted);
    }
}
