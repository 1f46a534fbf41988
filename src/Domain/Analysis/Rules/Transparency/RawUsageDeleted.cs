using System.Globalization;
using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Transparency;

internal sealed class RawUsageDeleted : Rule
{
    /// <summary>An invoice can be disputed for a quarter at the very least.</summary>
    private const int ShortestDays = 90;

    private static readonly string[] Times = ["at", "time", "timestamp", "ts", "date", "day", "occurred", "created", "recorded"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "transparency/raw-usage-deleted",
        Check = "detail",
        Title = "Usage events are deleted while their invoice can still be disputed",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The single events that a charge is made of are deleted after less than 90 days, and no copy is kept that is shown. After that nobody can say what a line of the invoice consists of.",
        Remediation = "Keep the events, or an archive of them, at least as long as an invoice can be disputed; a year is usual, tax law asks for more.",
        Why = "A dispute about last quarter's invoice is lost when the only evidence is the sum that is disputed.",
        Wrong = "DELETE FROM usage_events WHERE occurred_at < now() - interval '30 days'",
        Right = "DELETE FROM usage_events WHERE occurred_at < now() - interval '400 days'",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var write in facts.Of(SiteKind.Write))
        {
            if (!write.Site.Is("delete") || write.Site.Query is not { } query || !UsageStore.HoldsEvents(query.Table)) continue;
            var (bound, source) = (BoundOf(query), write);
            if (bound is null && query.Predicates.Any(predicate => predicate.Operator is "in" or "="))
            {
                // Deleted by their ids, which were looked up by their age.
                source = facts.In(write.Function, SiteKind.Read).FirstOrDefault(read => read.Site.Query?.Table == query.Table && BoundOf(read.Site.Query!) is not null);
                bound = source.File is null ? null : BoundOf(source.Site.Query!);
            }

            if (bound is null || IsArchived(facts, write)) continue;
            var days = DaysIn(bound.Right) ?? (source.Site.Field($"{bound.Column}:days") is { Literal: { } age } ? int.Parse(age, CultureInfo.InvariantCulture) : source.Site.Field(bound.Column) is { } value ? DaysIn(value.Text) : null);
            if (days is null) yield return Match.Undecided(write, $"`{query.Table}` is emptied of old events; after how long is not shown here.");
            else if (days < ShortestDays)
            {
                var written = source.Site.Fields.FirstOrDefault(field => field.Name == $"{bound.Column}:days");
                yield return Match.Defect(write, $"Events in `{query.Table}` are deleted after {days} days: later nobody can say what a line of the invoice consists of.", written is null ? [] : [source.At(written.Lines)]);
            }
        }

        foreach (var (file, table) in facts.Tables)
        {
            if (table.Ttl is null || !UsageStore.HoldsEvents(table.Name) || DaysIn(table.Ttl) is not < ShortestDays) continue;
            var site = new LinkedSite(file, new Site { Kind = SiteKind.Write, Function = 0, Lines = new(table.Lines.First, table.Lines.First), Offset = 0, What = table.Name });
            yield return Match.Defect(site, $"Rows of `{table.Name}` live for {DaysIn(table.Ttl)} days: later nobody can say what a line of the invoice consists of.");
        }
    }

    private static PredicateFact? BoundOf(QueryFact query) => query.Predicates.FirstOrDefault(predicate => predicate.Operator is "<" or "<=" && Words.Of(predicate.Column).Overlaps(Times));

    private static bool IsArchived(SubmissionFacts facts, LinkedSite delete) => facts.In(delete.Function).Any(site =>
        (site.Site.Kind is SiteKind.Write && site.Site.Query is { Verb: "insert" } copy && Words.Of(copy.Table ?? "").Overlaps(["archive", "archived", "history", "cold"]))
        || (site.Site.Kind is SiteKind.Call or SiteKind.Publish && Words.Of(site.Site.What).Overlaps(["archive", "upload", "export", "backup"])));

    /// <summary>The days that a text speaks of: <c>interval '30 days'</c>, <c>timedelta(days=30)</c>, <c>AddDays(-30)</c>, <c>subDays(now, 30)</c>; null when it speaks of none.</summary>
    private static int? DaysIn(string text)
    {
        var lower = text.ToLowerInvariant();
        var unit = Words.Of(lower) is var words && words.Overlaps(["days", "day"]) || lower.Contains("days", StringComparison.Ordinal) ? 1
            : words.Overlaps(["week", "weeks"]) || lower.Contains("weeks", StringComparison.Ordinal) ? 7
            : words.Overlaps(["month", "months"]) || lower.Contains("months", StringComparison.Ordinal) ? 30
            : words.Overlaps(["hour", "hours"]) || lower.Contains("hours", StringComparison.Ordinal) ? 0 : -1;
        if (unit < 0) return null;
        var number = 0;
        var found = false;
        foreach (var character in lower)
        {
            if (char.IsAsciiDigit(character))
            {
                number = found ? Math.Min(number * 10 + int.Parse([character], CultureInfo.InvariantCulture), 100_000) : character - '0';
                found = true;
            }
            else if (found)
            {
                break;
            }
        }

        return found ? number * unit : null;
    }
}
