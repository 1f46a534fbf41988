using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Claudit.Api;

/// <summary>Something without which audits cannot run.</summary>
/// <param name="Problem">Gives what is wrong with it, without secrets; null when nothing is. It may throw.</param>
public sealed record ReadinessCheck(string Name, Func<CancellationToken, Task<string?>> Problem);

/// <summary>Says whether this process runs, and whether it can do its work.</summary>
internal sealed class HealthEndpoints(ApiServices services)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Task<IResult> LiveAsync(HttpRequest request, CancellationToken cancel) =>
        Task.FromResult<IResult>(new JsonAnswer(new JsonObject { ["status"] = "live" }));

    public async Task<IResult> ReadyAsync(HttpRequest request, CancellationToken cancel)
    {
        var checks = await Task.WhenAll(
            services.Readiness.Select(async check => (check.Name, Problem: await ProblemOfAsync(check, cancel))));
        var ready = checks.All(check => check.Problem is null);
        var document = new JsonObject
        {
            ["status"] = ready ? "ready" : "not-ready",
            ["checks"] = new JsonArray([.. checks.Select(check => (JsonNode)new JsonObject
            {
                ["name"] = check.Name,
                ["state"] = check.Problem is null ? "ok" : "failed",
                ["detail"] = check.Problem,
            })]),
        };
        return new JsonAnswer(document, ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private async Task<string?> ProblemOfAsync(ReadinessCheck check, CancellationToken cancel)
    {
        try
        {
            return await check.Problem(cancel).WaitAsync(Patience, services.Time, cancel);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            // That it throws is the answer; what it says may name places that callers should not know.
            return error is TimeoutException
                ? $"It did not answer within {Patience.TotalSeconds} s."
                : $"It fails with {error.GetType().Name}.";
        }
    }
}
