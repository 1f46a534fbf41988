using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Transparency;

internal sealed class LastDayMissing : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "transparency/last-day-missing",
        Check = "export",
        Title = "The export ends before the last day that was asked for",
        Severity = Severity.Medium,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The last day is turned into its first instant, and rows are taken that lie before it. Nothing of that day is in the file or on the page.",
        Remediation = "Add a day to the last one before it becomes the border, and compare with `<`.",
        Why = "A file from the first to the last of a month has no rows of the last and does not add up to the invoice.",
        Wrong = "const end = new Date(`${lastDay}T00:00:00Z`);  // … AND occurred_at < end",
        Right = "const end = addDays(new Date(`${lastDay}T00:00:00Z`), 1);  // … AND occurred_at < end",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var border in facts.Of(SiteKind.Boundary).Where(boundary => boundary.Site.Target == "last-day"))
        {
            if (!Shows(facts, border.Function) || Cut(facts, border.Function, 2) is not { } cut) continue;
            var day = border.Site.Field("name")!.Literal;
            yield return Match.Defect(border, $"`{border.Site.What}` is the first instant of `{day}`, and only rows before it are taken: nothing of that day is shown.", cut.Location);
        }
    }

    private static bool Shows(SubmissionFacts facts, LinkedFunction function) =>
        facts.EntriesOf(function).Append(function).Any(entry => UsageView.IsView(entry)
            || Words.Of($"{entry.Fact.Name} {entry.Fact.Container} {entry.Fact.EntryText} {entry.File.Path}") is var words && words.Overlaps(["export", "exports", "csv", "download", "statement"]) && words.Overlaps(["usage", "billing", "consumption", "statement", "export", "metering"]));

    /// <summary>Where a function, or what it calls, takes the rows before a border.</summary>
    private static LinkedSite? Cut(SubmissionFacts facts, LinkedFunction function, int distance)
    {
        foreach (var site in facts.In(function))
        {
            if (site.Site.Kind == SiteKind.Boundary && site.Site.Is("compare") && site.Site.Is("end") && site.Site.Target is "<" or "<=") return site;
            if (site.Site.Query is { } query && query.Predicates.Any(predicate => predicate.Operator is "<" or "<=" && Times.Any(word => Words.Of(predicate.Column).Contains(word)) && !IsDay(predicate.Column))) return site;
            if (site.Site.Kind != SiteKind.Call || distance == 0) continue;
            foreach (var callee in facts.Callees(site).Take(1))
            {
                if (!callee.Equals(function) && Cut(facts, callee, distance - 1) is { } deeper) return deeper;
            }
        }

        return null;
    }

    private static readonly string[] Times = ["at", "time", "timestamp", "ts", "occurred", "created", "date"];

    private static bool IsDay(string column) => Words.Of(column) is var words && (words.Contains("day") || (words.Contains("date") && !words.Contains("time")));
}
