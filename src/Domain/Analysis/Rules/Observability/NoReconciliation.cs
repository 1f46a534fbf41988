using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Observability;

internal sealed class NoReconciliation : Rule
{
    private static readonly string[] Closing = ["close", "closes", "finalize", "finalise", "statement", "statements", "invoice", "invoices", "invoicing", "bill", "bills"];
    private static readonly string[] Comparing = ["reconcile", "reconciles", "reconciled", "reconciler", "reconciliation", "reconciliations", "mismatch", "mismatches", "discrepancy", "discrepancies", "drift"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "observability/no-reconciliation",
        Check = "reconciliation",
        Title = "A period is closed without comparing usage with the provider's total",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The submission closes periods and sends usage, and nothing in it compares an own count of the usage with what was metered.",
        Remediation = "Before an invoice is final, compare the own total of each customer and meter with the provider's, record the difference, and hold or correct what differs.",
        Why = "Lost and repeated events leave no error behind. Only two independent totals show them, and only before the invoice is final they cost nothing.",
        Wrong = """
            for (const customer of customers) await writeInvoice(customer, await usageOf(customer, period));
            """,
        Right = """
            for (const customer of customers) {
              const own = await usageOf(customer, period);
              if (own !== await providerTotal(customer, period)) await raiseMismatch(customer, period);
              else await writeInvoice(customer, own);
            }
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        if (Comparison(facts) is { } comparison)
        {
            yield return comparison;
            yield break;
        }

        if (!facts.Sends.Any()) yield break;
        foreach (var function in facts.Functions)
        {
            if (!Closes(facts, function)) continue;
            yield return Of(function, $"`{function.Fact.Name}` closes a period, and nothing submitted compares its usage with what the provider counted.");
            yield break;
        }

        // One job alone is a piece of something larger, of which nothing is known.
        if (facts.Functions.Count(function => function.Fact.Entry is EntryKind.Schedule or EntryKind.Route) < 2) yield break;
        foreach (var function in facts.Functions)
        {
            if (function.Fact.Entry != EntryKind.Schedule || facts.SendBehind(function) is not { } send || function.Fact.Lines.Last - function.Fact.Lines.First < 3) continue;
            yield return Match.Defect(send, $"A job sends usage by `{send.Site.What}`, and nothing submitted compares what was used with what the provider counted.", function.Location with { EndLine = function.Location.StartLine }) with
            {
                Severity = Severity.Low,
                Confidence = Confidence.Possible,
            };
            yield break;
        }
    }

    private static Match Of(LinkedFunction function, string text) => new()
    {
        Kind = MatchKind.Defect,
        Locations = [function.Location with { EndLine = function.Location.StartLine }],
        Text = text,
        Symbol = function.Fact.Name,
    };

    /// <summary>A job or routine, not a request handler, that is called after the end of a period.</summary>
    private static bool Closes(SubmissionFacts facts, LinkedFunction function)
    {
        // CloseAsync of PeriodCloser says as much as closePeriod.
        var words = Words.Of($"{function.Fact.Name} {(function.Fact.Name.StartsWith("close", StringComparison.OrdinalIgnoreCase) ? function.Fact.Container : "")}");
        if (!words.Overlaps(Closing) || words.Overlaps(["get", "list", "find", "fetch", "render", "format", "download", "handle", "on", "parse"])) return false;
        if (function.Fact.Entry is EntryKind.Route or EntryKind.Webhook or EntryKind.Shutdown || facts.EntriesOf(function).Any(entry => entry.Fact.Entry is EntryKind.Route or EntryKind.Webhook or EntryKind.Shutdown)) return false;
        if (words.Contains("close") && !words.Overlaps(["period", "month", "cycle", "books", "day", "window"])) return false;
        // Whoever bills one thing closes nothing; whoever bills what has been added up does.
        if (words.Overlaps(["bill", "bills"]) && !words.Overlaps(Periods) && !facts.In(function, SiteKind.Read).Any(read => read.Site.Is("sum"))) return false;
        return function.Fact.Lines.Last - function.Fact.Lines.First >= 5
            && facts.In(function).Any(site => site.Site.Kind is SiteKind.Read or SiteKind.Write or SiteKind.Send or SiteKind.Call);
    }

    private static readonly string[] Periods = ["period", "periods", "month", "monthly", "cycle", "cycles", "invoice", "invoices", "statement", "statements", "customers", "accounts"];

    private static Match? Comparison(SubmissionFacts facts)
    {
        foreach (var sign in facts.Of(SiteKind.Notify).Concat(facts.Of(SiteKind.Metric)).Concat(facts.Of(SiteKind.Log)))
        {
            if (sign.Site is { Kind: SiteKind.Log, Target: "debug" or "trace" }) continue;
            if (sign.Site.Conditions.Any(TotalsDifference.IsAsked)) return Match.Fulfilled(sign, "A difference between two totals is told.");
        }

        foreach (var function in facts.Functions)
        {
            if (function.Fact.Name.Length > 0 && Words.Of(function.Fact.Name).Overlaps(Comparing) && function.Fact.Lines.Last > function.Fact.Lines.First)
            {
                return new Match
                {
                    Kind = MatchKind.Undecided,
                    Locations = [function.Location with { EndLine = function.Location.StartLine }],
                    Text = $"`{function.Fact.Name}` is named for comparing totals; that it tells what differs is not shown.",
                };
            }
        }

        foreach (var site in facts.Of(SiteKind.Metric).Concat(facts.Of(SiteKind.Write)).Concat(facts.Of(SiteKind.Call)))
        {
            if (Words.Of(site.Site.Target ?? "").Overlaps(Comparing)) return Match.Fulfilled(site, "Differences between totals are recorded.");
        }

        return null;
    }
}
