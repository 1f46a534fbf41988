using Claudit.Analysis.Facts;

namespace Claudit.Analysis.Rules.Deduplication;

/// <summary>The field by which each provider recognises a usage event that it has seen before.</summary>
internal static class EventKey
{
    private static readonly string[] Any =
        ["identifier", "idempotency_key", "idempotencyKey", "transaction_id", "transactionId", "id", "event_id", "eventId", "dedupe_key", "dedupeKey"];

    /// <summary>The key that a send carries; null when it carries none that is shown.</summary>
    public static FieldFact? Of(LinkedSite send)
    {
        foreach (var name in NamesOf(send.Site.Provider))
        {
            foreach (var field in send.Site.Fields)
            {
                if (string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase)) return field;
            }
        }

        return null;
    }

    private static string[] NamesOf(string? provider) => provider switch
    {
        "stripe" => ["identifier"],
        "orb" => ["idempotency_key", "IdempotencyKey"],
        "metronome" or "lago" => ["transaction_id", "transactionId", "TransactionId"],
        "openmeter" => ["id"],
        _ => Any,
    };
}
