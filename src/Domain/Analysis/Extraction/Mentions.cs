using System.Collections.Frozen;
using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>Strings that providers' contracts fix: event types, fields and error codes. Their presence shows that code knows of them.</summary>
internal sealed class Mentions : Recogniser
{
    private static readonly FrozenSet<string> Known = new[]
    {
        "v1.billing.meter.error_report_triggered", "v1.billing.meter.no_meter_found", "v1.billing.meter.", "billing.alert.triggered", "events.errors", "event.error",
        "alert.triggered", "subscription.usage_threshold_reached", "entitlements.balance.threshold", "duplicate_meter_event", "value_already_exist",
        "already exists with identifier", "validation_failed", "validationError", "usage_exceeded", "spend_threshold_reached", "usage_threshold_reached",
        "customer.subscription.updated", "invoice.created", "text/csv",
    }.ToFrozenSet(StringComparer.Ordinal);

    public override void Text(string text, Expression expression, Moment moment)
    {
        if (text.Length > 80) return;
        foreach (var known in Known)
        {
            if (text.Contains(known, StringComparison.Ordinal))
            {
                moment.Facts.Add(moment.Site(SiteKind.Mention, expression, known) with { Target = known });
                return;
            }
        }
    }
}
