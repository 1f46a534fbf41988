using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Stripe;
using Stripe.Checkout;
using Voicebox.Credits;

namespace Voicebox.Webhooks;

public static class StripeWebhook
{
    public static IEndpointConventionBuilder MapStripeWebhook(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/webhooks/stripe", ReceiveAsync).AllowAnonymous();

    private static async Task<IResult> ReceiveAsync(
        HttpRequest request,
        CreditContext db,
        IOptions<StripeSettings> settings,
        TimeProvider clock,
        ILogger<CreditContext> log,
        CancellationToken cancel)
    {
        using var reader = new StreamReader(request.Body);
        Event stripeEvent;
        try
        {
            stripeEvent = EventUtility.ConstructEvent(
                await reader.ReadToEndAsync(cancel), request.Headers["Stripe-Signature"], settings.Value.WebhookSecret);
        }
        catch (StripeException e)
        {
            log.LogWarning(e, "Webhook with a bad signature refused");
            return Results.BadRequest();
        }

        if (stripeEvent.Type is not (EventTypes.CheckoutSessionCompleted or EventTypes.CheckoutSessionAsyncPaymentSucceeded)
            || stripeEvent.Data.Object is not Session { PaymentStatus: "paid", Mode: "payment" } session)
        {
            return Results.Ok();
        }

        var accountId = Guid.Parse(session.ClientReferenceId);
        var credits = CreditPacks.CreditsOf(session.Metadata["pack"]);
        var now = clock.GetUtcNow();

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var updated = await db.Accounts
            .Where(account => account.Id == accountId)
            .ExecuteUpdateAsync(set => set.SetProperty(account => account.Credits, account => account.Credits + credits), cancel);
        if (updated == 0)
        {
            log.LogError("Session {Session} was paid for account {Account}, which does not exist", session.Id, accountId);
            return Results.NotFound();
        }
        db.Entries.Add(new CreditEntry
        {
            Id = Guid.CreateVersion7(now),
            AccountId = accountId,
            Amount = credits,
            Reason = "Purchase",
            CheckoutSessionId = session.Id,
            CreatedAt = now,
        });
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        log.LogInformation("{Credits} credits added to {Account} for {Session}", credits, accountId, session.Id);
        return Results.Ok();
    }
}
