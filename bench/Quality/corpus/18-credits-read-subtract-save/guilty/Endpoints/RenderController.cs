using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Sketchly.Credits;
using Sketchly.Rendering;

namespace Sketchly.Endpoints;

[ApiController, Authorize, Route("renders")]
public sealed class RenderController(CreditService credits) : ControllerBase
{
    [HttpPost]
    public async Task<IActionResult> Create(RenderRequest request, CancellationToken cancel)
    {
        var render = new Render { Id = Guid.CreateVersion7(), Scene = request.Scene };
        var cost = RenderCost.Of(request);
        return await credits.StartRenderAsync(User.WalletId(), render, cost, cancel) == SpendResult.Spent
            ? Accepted($"/renders/{render.Id}")
            : Problem(title: "Not enough credits", statusCode: StatusCodes.Status402PaymentRequired);
    }
}
