using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;

namespace Claudit.Analysis.Rules;

/// <summary>Whether the code knows billing periods of each subscription's own: a current period, a billing anchor.</summary>
internal static class SubscriptionPeriod
{
    /// <summary>Where the code uses a subscription's own period.</summary>
    public static LinkedSite? ShownIn(SubmissionFacts facts)
    {
        foreach (var kind in (SiteKind[])[SiteKind.Read, SiteKind.Write, SiteKind.Call, SiteKind.Send])
        {
            foreach (var site in facts.Of(kind))
            {
                if (site.Site.Fields.Any(field => IsPeriod(field.Value) || IsPeriod(Words.Of(field.Name)))) return site;
                if (site.Site.Query is { } query && (query.Predicates.Any(predicate => IsPeriod(Words.Of(predicate.Column)) || IsPeriod(Words.Of(predicate.Right))) || query.Assignments.Any(assignment => IsPeriod(Words.Of(assignment.Column))))) return site;
            }
        }

        foreach (var (file, table) in facts.Tables)
        {
            if (table.Columns.Any(column => IsPeriod(Words.Of(column.Name)))) return new LinkedSite(file, new Site { Kind = SiteKind.Read, Function = 0, Lines = new(table.Lines.First, table.Lines.First), Offset = 0, What = table.Name });
        }

        return null;
    }

    private static bool IsPeriod(Value value) => value.Speaks("anchor") && value.Speaks("billing") || (value.Speaks("current") && value.Speaks("period") && value.SpeaksAny("start", "end"));

    private static bool IsPeriod(WordSet words) => (words.Contains("anchor") && words.Overlaps(["billing", "cycle"])) || (words.Contains("current") && words.Contains("period") && words.Overlaps(["start", "end"]));
}
