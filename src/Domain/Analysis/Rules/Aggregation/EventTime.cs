using Claudit.Analysis.Facts;

namespace Claudit.Analysis.Rules.Aggregation;

/// <summary>The field by which each provider knows when usage happened, and the form that it expects.</summary>
internal static class EventTime
{
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

    public static string NameOf(LinkedSite send) => NamesOf(send.Site.Provider)[0];

    /// <summary>Whether the provider counts from 1970 in seconds; false where it wants a date and time as text. Null when its contract is not known.</summary>
    public static bool? TakesSeconds(LinkedSite send) => send.Site.Provider switch
    {
        "stripe" => !send.Site.Is("v2") && !send.Site.Is("stream"),
        "lago" => true,
        "orb" or "metronome" or "openmeter" => false,
        _ => null,
    };

    private static string[] NamesOf(string? provider) => provider switch
    {
        "openmeter" => ["time"],
        "stripe" or "orb" or "metronome" or "lago" => ["timestamp"],
        _ => ["timestamp", "time", "occurred_at", "occurredAt", "ts", "at", "event_time", "eventTime"],
    };
}
