using Imprint.Identity;
using Imprint.Quotas;
using Imprint.Rendering;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Imprint.Documents;

[ApiController]
[Authorize]
[Route("api/documents/{documentId:guid}/render")]
public sealed class RenderController(
    IDocuments documents, IRenderer renderer, QuotaStore quotas, TimeProvider clock, ILogger<RenderController> log)
    : ControllerBase
{
    [HttpPost]
    public async Task<IActionResult> Render(Guid documentId, CancellationToken cancel)
    {
        var organization = User.OrganizationId();
        var document = await documents.FindAsync(organization, documentId, cancel);
        if (document is null)
        {
            return NotFound();
        }

        var now = clock.GetUtcNow();
        var quota = await quotas.ReadAsync(organization, now, cancel);
        if (quota is null)
        {
            log.LogCritical("Organization {Organization} has no quota for {Now}.", organization, now);
            return Problem(statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        if (await quotas.TakeAsync(organization, now, document.PageCount, cancel) == 0)
        {
            Response.Headers.RetryAfter = quota.ResetsAt.ToString("R");
            return Problem(
                statusCode: StatusCodes.Status429TooManyRequests,
                title: "The pages of this period are used up.",
                detail: $"{document.PageCount} pages asked for, {quota.Remaining} left until {quota.ResetsAt:u}. Plans: /billing/plans");
        }
        try
        {
            var pdf = await renderer.RenderAsync(document, cancel);
            Response.Headers["X-Pages-Limit"] = quota.Limit.ToString();
            return File(pdf, "application/pdf", $"{document.Title}.pdf");
        }
        catch (Exception e)
        {
            // The request may be gone already, what it has taken is given back even so.
            log.LogWarning(e, "Document {Document} not rendered, {Pages} pages given back.", documentId, document.PageCount);
            await quotas.GiveBackAsync(organization, now, document.PageCount, CancellationToken.None);
            throw;
        }
    }
}
