using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Transparency;

internal sealed class OtherFilter : Rule
{
    private static readonly string[] States =
    [
        "status", "state", "sandbox", "test", "livemode", "live", "billable", "chargeable", "deleted", "voided", "void", "refunded", "failed", "succeeded", "successful", "internal", "trial", "free", "environment", "env", "mode", "completed",
        "production", "cancelled", "canceled", "outcome", "result", "success", "valid", "counted", "invoiceable", "kind", "type", "demo",
    ];

    private static readonly string[] Charging = ["invoice", "invoices", "invoicing", "bill", "statement", "statements", "charge", "charges", "close", "draft", "drafts", "rate", "rating", "line", "lines", "rollup", "export"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "transparency/other-filter",
        Check = "current-usage",
        Title = "The view counts other rows than the invoice",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "View and invoice add up the same table, each with a filter of its own. Rows that one takes and the other leaves out make the difference.",
        Remediation = "Define once which rows are charged, and use that in both places.",
        Why = "The page never agrees with the invoice, and each customer who looks at both asks why.",
        Wrong = "// view:    … WHERE status = 'succeeded'\n// invoice: … WHERE status IN ('succeeded', 'partial') AND NOT sandbox",
        Right = "// both:    … WHERE billable",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        var totals = facts.Of(SiteKind.Read).Where(read => read.Site.Query is { Table: not null } query && !query.Aggregates.IsEmpty && read.Site.HasAnyTag("sum", "count")).ToList();
        foreach (var shown in totals.Where(read => UsageView.Serves(facts, read.Function) && !Words.Of(read.Function.Fact.Name).Overlaps(Charging)))
        {
            foreach (var billed in totals)
            {
                if (billed.Site.Query!.Table != shown.Site.Query!.Table || billed.Function.Equals(shown.Function) || !IsCharging(facts, billed.Function)) continue;
                var (own, other) = (StatesOf(shown.Site.Query), StatesOf(billed.Site.Query));
                if (own.SetEquals(other)) yield return Match.Fulfilled(shown, "View and invoice count the same rows.");
                else
                {
                    yield return Match.Defect(shown, $"The view counts `{shown.Site.Query.Table}` {Said(own)}, the invoice {Said(other)}: the two never agree.", billed.Location);
                    break;
                }
            }
        }
    }

    private static string Said(HashSet<string> states) => states.Count == 0 ? "whatever state rows are in" : $"where {string.Join(" and ", states.Order(StringComparer.Ordinal).Select(state => $"`{state.Trim()}`"))}";

    private static bool IsCharging(SubmissionFacts facts, LinkedFunction function) =>
        !facts.EntriesOf(function).Any(UsageView.IsView) && Words.Of($"{function.Fact.Name} {function.Fact.Container}").Overlaps(Charging);

    /// <summary>By which states rows are chosen; what a caller asks for is none.</summary>
    private static HashSet<string> StatesOf(QueryFact query)
    {
        var states = new HashSet<string>(StringComparer.Ordinal);
        foreach (var predicate in query.Predicates)
        {
            var words = Words.Of(predicate.Column);
            if (!words.Overlaps(States) || words.Overlaps(["at", "time", "date"])) continue;
            // How far a row has come on its way to the provider says nothing of whether it is charged.
            if (Words.Of(predicate.Right).Overlaps(["sent", "unsent", "pending", "exported", "reported", "queued", "published", "processing", "delivered", "dead"])) continue;
            var right = predicate.Right.Replace("?", "", StringComparison.Ordinal).Trim();
            if (predicate.Right.Contains('?', StringComparison.Ordinal) && Words.Of(right).All(word => words.Contains(word) || word is "id" or "meter" or "params" or "query" or "request" or "input" or "filter" or "args")) continue;
            states.Add($"{predicate.Column} {predicate.Operator} {right}");
        }

        return states;
    }
}
