using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;

namespace Claudit.Analysis.Rules.Aggregation;

/// <summary>The field that says how much was used.</summary>
internal static class Quantity
{
    private static readonly string[] Holders = ["payload.", "properties.", "data.", "metadata.", "Payload.", "Properties.", "Data."];

    /// <summary>The quantity of a send or of a row; null when none is shown.</summary>
    public static FieldFact? Of(LinkedSite site)
    {
        foreach (var field in site.Site.Fields)
        {
            var holder = Array.Find(Holders, holder => field.Name.StartsWith(holder, StringComparison.Ordinal));
            if (site.Site.Kind == SiteKind.Send && holder is null && site.Site.Provider is not "custom" && !field.Name.StartsWith("payload[", StringComparison.Ordinal)
                && field.Name is not ("quantity" or "value" or "Quantity" or "Value"))
            {
                continue;
            }

            var name = holder is null ? field.Name : field.Name[holder.Length..];
            var words = Words.Of(name);
            if (words.Overlaps(Vocabulary.Quantity) && !words.Contains("id") && !words.Contains("customer")) return field;
        }

        return null;
    }
}
