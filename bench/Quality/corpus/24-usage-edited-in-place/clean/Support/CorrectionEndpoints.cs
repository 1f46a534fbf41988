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
        Guid eventId, Correction correction, HttpContext http, BeaconContext context, TimeProvider clock, CancellationToken cancel)
    {
        if (correction.Quantity < 0 || string.IsNullOrWhiteSpace(correction.Reason))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>
            {
                ["correction"] = ["A correction has a reason and a quantity of 0 or more."],
            });

        var original = await context.UsageEvents.AsNoTracking().SingleOrDefaultAsync(usage => usage.Id == eventId, cancel);
        if (original is null) return TypedResults.NotFound();
        var stands = await context.UsageEvents
            .Where(usage => usage.Id == eventId || usage.CorrectionOf == eventId)
            .SumAsync(usage => usage.Quantity, cancel);

        context.UsageEvents.Add(new UsageEvent
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            AccountId = original.AccountId,
            Meter = original.Meter,
            Device = original.Device,
            Quantity = correction.Quantity - stands,
            OccurredAt = original.OccurredAt,
            CorrectionOf = original.Id,
            Reason = $"{correction.Ticket}: {correction.Reason}",
            Author = http.User.Identity!.Name,
        });
        await context.SaveChangesAsync(cancel);
        return TypedResults.NoContent();
    }
}
