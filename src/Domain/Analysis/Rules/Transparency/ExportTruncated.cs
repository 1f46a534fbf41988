using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Transparency;

internal sealed class ExportTruncated : Rule
{
    private static readonly string[] Continuing = ["next", "cursor", "after", "more", "continuation", "page", "offset", "token", "link", "links", "pagination"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "transparency/export-truncated",
        Check = "export",
        Title = "The export ends after its first page",
        Severity = Severity.Medium,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The export reads a fixed number of rows, once, and offers no way to get the rest. Customers with more usage than that download a file that looks complete.",
        Remediation = "Go on from the last key until a page comes back short, or stream the rows through a cursor.",
        Why = "The downloaded rows do not add up to the invoice, for exactly the customers with the largest invoices.",
        Wrong = "const rows = await db.query('SELECT … FROM usage_events WHERE customer_id = $1 ORDER BY id LIMIT 1000', [customer]);\nsendCsv(res, rows);",
        Right = "for (let after = 0; ;) {\n  const rows = await page(customer, after, 1000);\n  write(res, rows);\n  if (rows.length < 1000) break;\n  after = rows.at(-1).id;\n}",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts) => OfStatements(facts).Concat(OfPages(facts));

    private static IEnumerable<Match> OfStatements(SubmissionFacts facts)
    {
        foreach (var read in facts.Of(SiteKind.Read))
        {
            if (read.Site.Query is not { } query || !query.Tables.Any(UsageStore.HoldsUsage) || !query.Aggregates.IsEmpty) continue;
            var entries = facts.EntriesOf(read.Function).ToList();
            if (!entries.Any(UsageView.IsView) && !IsExport(facts, read.Function) && !facts.Callers(read.Function).Any(call => IsExport(facts, call.Function))) continue;
            var isExport = entries.Append(read.Function).Concat(facts.Callers(read.Function).Select(call => call.Function)).Any(function => IsExport(facts, function));
            var goesOn = (read.Site.Within & Surroundings.Loop) != 0 || query.Offsets || query.Predicates.Any(predicate => predicate.Operator is ">" or "<" && IsCursor(predicate)) || facts.IsRepeated(read.Function)
                || facts.Callers(read.Function).Any(call => (call.Site.Within & Surroundings.Loop) != 0)
                || entries.Append(read.Function).Any(function => facts.In(function, SiteKind.Respond).Any(answer => answer.Site.Fields.Any(field => Words.Of(field.Name).Overlaps(Continuing))));
            if (isExport && query.Limits && !goesOn) yield return Match.Defect(read, $"The export reads `{query.Table}` once with a fixed limit: rows beyond it are missing from the file, and nothing says so.");
            else if (isExport) yield return Match.Fulfilled(read, query.Limits ? "The export goes on from page to page until there is no more." : "The export reads all rows of the period.");
            else if (goesOn && UsageStore.HoldsEvents(query.Table)) yield return Match.Fulfilled(read, "Customers can fetch every usage record through the API, page by page.");
        }
    }

    /// <summary>Pages of usage that another service keeps.</summary>
    private static IEnumerable<Match> OfPages(SubmissionFacts facts)
    {
        foreach (var read in facts.Of(SiteKind.Read).Where(read => read.Site.Is("page")))
        {
            if (!facts.EntriesOf(read.Function).Append(read.Function).Any(function => IsExport(facts, function))) continue;
            var goesOn = (read.Site.Within & Surroundings.Loop) != 0 || facts.Callers(read.Function).Any(call => (call.Site.Within & Surroundings.Loop) != 0 || call.Function.Equals(read.Function));
            if (goesOn) yield return Match.Fulfilled(read, "The export goes on from page to page until there is no more.");
            else if (read.Site.Is("first")) yield return Match.Defect(read, $"The export asks `{read.Site.What}` for one page and never for the next: usage beyond it is missing from the file, and nothing says so.");
        }
    }

    private static bool IsExport(SubmissionFacts facts, LinkedFunction function)
    {
        // What goes to a provider bit by bit is no file that a customer is given.
        if (facts.SendBehind(function) is not null) return false;
        var words = Words.Of(function.Fact.EntryText ?? "");
        Words.AddTo(words, function.Fact.Name);
        return words.Overlaps(["export", "exports", "csv", "download", "xlsx"]) && words.Overlaps(["usage", "usages", "billing", "consumption", "meter", "metering", "csv", "export", "download"])
            || facts.In(function).Any(site => site.Site.Is("file") || (site.Site.Kind == SiteKind.Mention && site.Site.Target is "text/csv"));
    }

    private static bool IsCursor(PredicateFact predicate) => !Words.Of(predicate.Column).Overlaps(["at", "time", "timestamp", "date", "day"]) || Words.Of(predicate.Right).Overlaps(["after", "cursor", "last", "since", "next"]);
}
