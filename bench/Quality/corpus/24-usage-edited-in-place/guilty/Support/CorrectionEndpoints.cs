using Beacon.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Beacon.Support;

public sealed record Correction(long Quantity, string Reason, string Ticket);

public static class CorrectionEndpoints
{
    public static RouteGroupBuilder MapCorrections(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/support/usage").RequireAuthorization("billing-support");
        group.MapPost("/{eventId:guid}/correction", CorrectAsync);
        return group;
    }

    private static async Task<Results<NoContent, NotFound, ValidationProblem>> CorrectAsync(
        Guid eventId, Correction correction, BeaconContext context, CancellationToken cancel)
    {
        if (correction.Quantity < 0 || string.IsNullOrWhiteSpace(correction.Reason))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>
            {
                ["correction"] = ["A correction has a reason and a quantity of 0 or more."],
            });

        var corrected = await context.UsageEvents
            .Where(usage => usage.Id == eventId)
            .ExecuteUpdateAsync(set => set.SetProperty(usage => usage.Quantity, correction.Quantity), cancel);
        return corrected == 0 ? TypedResults.NotFound() : TypedResults.NoContent();
    }
}
