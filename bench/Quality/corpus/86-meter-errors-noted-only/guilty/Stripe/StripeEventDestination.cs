using Microsoft.Extensions.Options;
using Stripe;
using Stripe.Events;

namespace Parley.Billing.Stripe;

public sealed class StripeDestinationOptions
{
    public required string SigningSecret { get; init; }
}

/// <summary>The event destination for thin events; Stripe repeats for three days what is not answered with success.</summary>
public static class StripeEventDestination
{
    public static void MapStripeEvents(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/stripe/events", HandleAsync).DisableAntiforgery();

    private static async Task<IResult> HandleAsync(
        HttpRequest request,
        StripeClient stripe,
        IOptions<StripeDestinationOptions> options,
        MeterErrorAlerts alerts,
        ILogger<MeterErrorAlerts> log,
        CancellationToken cancel)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(cancel);

        global::Stripe.V2.Core.EventNotification notification;
        try
        {
            notification = stripe.ParseEventNotification(body, request.Headers["Stripe-Signature"], options.Value.SigningSecret);
        }
        catch (StripeException e)
        {
            log.LogWarning(e, "An event with a wrong signature was sent to the destination.");
            return Results.BadRequest();
        }

        var happened = await stripe.V2.Core.Events.GetAsync(notification.Id, cancellationToken: cancel);
        switch (happened)
        {
            case V1BillingMeterErrorReportTriggeredEvent report:
                log.LogInformation("Meter error report {Report} received.", report.Id);
                break;
            case V1BillingMeterNoMeterFoundEvent report:
                await alerts.RaiseAsync(report, cancel);
                break;
            default:
                log.LogError("The destination is subscribed to {Type}, which nothing handles.", notification.Type);
                break;
        }
        return Results.Ok();
    }
}
