using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tracely.Data;

namespace Tracely.Controllers;

[ApiController]
[Authorize]
[Route("api/workspaces/{workspaceId:guid}/usage")]
public sealed class UsageController(TracelyContext context, TimeProvider clock) : ControllerBase
{
    private const int PageSize = 500;

    [HttpGet]
    public async Task<ActionResult<UsageSummary>> Current(Guid workspaceId, CancellationToken cancel)
    {
        var organisationId = User.OrganisationId();
        var now = clock.GetUtcNow();
        var period = await context.BillingPeriods.SingleAsync(
            p => p.OrganisationId == organisationId && p.Start <= now && p.End > now, cancel);

        var lines = await context.SpanUsage
            .Where(usage => usage.OrganisationId == organisationId
                && usage.WorkspaceId == workspaceId
                && usage.OccurredAt >= period.Start && usage.OccurredAt < period.End)
            .GroupBy(usage => new { usage.Service, usage.ApiKeyName })
            .Select(group => new UsageLine(group.Key.Service, group.Key.ApiKeyName, group.Sum(usage => usage.Spans)))
            .ToListAsync(cancel);

        return new UsageSummary("spans", period.Start, period.End, now, lines.Sum(line => line.Spans), lines);
    }

    [HttpGet("events")]
    public async Task<ActionResult<UsagePage>> Events(Guid workspaceId, Guid? after, CancellationToken cancel)
    {
        var organisationId = User.OrganisationId();
        var events = await context.SpanUsage
            .Where(usage => usage.OrganisationId == organisationId
                && usage.WorkspaceId == workspaceId
                && (after == null || usage.Id > after))
            .OrderBy(usage => usage.Id)
            .Take(PageSize)
            .ToListAsync(cancel);
        return new UsagePage(events, events.Count == PageSize ? events[^1].Id : null);
    }
}

public sealed record UsageLine(string Service, string ApiKeyName, long Spans);

public sealed record UsageSummary(
    string Meter, DateTimeOffset From, DateTimeOffset To, DateTimeOffset AsOf, long Total, IReadOnlyList<UsageLine> Lines);

public sealed record UsagePage(IReadOnlyList<SpanUsage> Events, Guid? Next);
