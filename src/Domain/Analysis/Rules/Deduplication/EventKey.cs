using System.Collections.Immutable;
using Claudit.Analysis.Facts;

namespace Claudit.Analysis.Rules.Deduplication;

/// <summary>The field by which each provider recognises a usage event that it has seen before.</summary>
internal static class EventKey
{
    private static readonly string[] Any =
        ["identifier", "idempotency_key", "idempotencyKey", "transaction_id", "transactionId", "id", "event_id", "eventId", "dedupe_key", "dedupeKey", "key", "uuid"];

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

    /// <summary>What the provider calls it.</summary>
    public static string NameOf(LinkedSite send) => NamesOf(send.Site.Provider)[0];

    /// <summary>
    /// What a key is put together from, wherever that is done: each way of making it once. A key that is one value is its own only part; a key
    /// that another function makes in a way that is not shown has none.
    /// </summary>
    public static IEnumerable<(LinkedSite Site, Value Key, ImmutableArray<Value> Parts)> Compositions(SubmissionFacts facts, LinkedSite send, FieldFact key)
    {
        var made = facts.Origins(send, key.Value).Where(origin => !origin.Value.Parts.IsEmpty).ToList();
        if (made.Count > 0) return made.Select(origin => (origin.Site, origin.Value, origin.Value.Parts));
        return key.Value.Calls.IsEmpty ? [(send, key.Value, [key.Value])] : [];
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
