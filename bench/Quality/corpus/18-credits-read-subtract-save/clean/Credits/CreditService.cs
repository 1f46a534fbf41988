using Microsoft.EntityFrameworkCore;

namespace Sketchly.Credits;

public enum SpendResult { Spent, NotEnough }

public sealed class CreditService(SketchlyContext context, TimeProvider clock)
{
    public async Task<SpendResult> StartRenderAsync(Guid walletId, Render render, long credits, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(credits);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);

        var spent = await context.Wallets
            .Where(wallet => wallet.Id == walletId && wallet.Credits >= credits)
            .ExecuteUpdateAsync(set => set.SetProperty(wallet => wallet.Credits, wallet => wallet.Credits - credits), cancel);
        if (spent == 0) return SpendResult.NotEnough;

        context.WalletEntries.Add(new WalletEntry
        {
            WalletId = walletId,
            RenderId = render.Id,
            Credits = -credits,
            Reason = "render",
            At = clock.GetUtcNow(),
        });
        context.Renders.Add(render);
        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return SpendResult.Spent;
    }
}
