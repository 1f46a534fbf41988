using Confera.Billing.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Confera.Billing.Calls;

public static class LegEndpoints
{
    public static void MapLegs(this IEndpointRouteBuilder routes) => routes
        .MapPost("/internal/legs", RecordAsync)
        .RequireAuthorization("media-server");

    private static async Task<IResult> RecordAsync(
        LegEnded leg, CallMeter meter, BillingMetrics metrics, ILogger<CallMeter> log, CancellationToken cancel)
    {
        try
        {
            await meter.RecordAsync(leg, cancel);
            return Results.NoContent();
        }
        catch (ArgumentException e)
        {
            metrics.LegRefused();
            log.LogCritical(e, "Leg {LegId} of account {Account} cannot be charged.", leg.LegId, leg.AccountId);
            return Results.UnprocessableEntity();
        }
        catch (DbUpdateException e)
        {
            metrics.LegNotRecorded();
            log.LogError(e, "Leg {LegId} of account {Account} not recorded, it will be reported again.", leg.LegId, leg.AccountId);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }
}
