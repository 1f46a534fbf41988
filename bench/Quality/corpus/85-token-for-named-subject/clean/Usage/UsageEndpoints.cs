using System.Security.Claims;
using Lumen.Console.Billing;

namespace Lumen.Console.Usage;

public static class UsageEndpoints
{
    public static IEndpointRouteBuilder MapUsage(this IEndpointRouteBuilder routes)
    {
        var usage = routes.MapGroup("/api/usage").RequireAuthorization("member").RequireRateLimiting("console");
        usage.MapPost("/token", TokenAsync).WithName("CreateUsageToken");
        usage.MapGet("/period", PeriodAsync).WithName("GetUsagePeriod");
        return routes;
    }

    /// <summary>The running period as the next invoice will name it; the page queries the meters for it.</summary>
    private static async Task<IResult> PeriodAsync(ClaimsPrincipal user, ISubscriptions subscriptions, CancellationToken cancel)
    {
        var subscription = await subscriptions.FindAsync(user.TeamId(), cancel);
        return subscription is null
            ? Results.NotFound()
            : Results.Ok(new UsagePeriod(subscription.PeriodStart, subscription.PeriodEnd, "UTC"));
    }

    private static async Task<IResult> TokenAsync(
        ClaimsPrincipal user, OpenMeterPortal portal, ILogger<OpenMeterPortal> log, CancellationToken cancel)
    {
        try
        {
            return Results.Ok(await portal.CreateTokenAsync(user.TeamId(), cancel));
        }
        catch (HttpRequestException e)
        {
            log.LogError(e, "No usage token for team {Team}.", user.TeamId());
            return Results.Problem("Usage cannot be shown at the moment.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private sealed record UsagePeriod(DateTimeOffset Start, DateTimeOffset End, string TimeZone);

    private static string TeamId(this ClaimsPrincipal user) =>
        user.FindFirstValue("team") ?? throw new InvalidOperationException("The session has no team.");
}
