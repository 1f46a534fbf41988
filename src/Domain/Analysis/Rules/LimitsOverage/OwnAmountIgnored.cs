using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.LimitsOverage;

internal sealed class OwnAmountIgnored : Rule
{
    private static readonly string[] Amounts = ["amount", "quantity", "qty", "units", "requested", "cost", "credits", "needed", "size", "bytes", "increment", "delta", "tokens", "calls", "minutes", "seconds", "pages", "rows"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "limits-overage/own-amount-ignored",
        Check = "enforcement",
        Title = "The check leaves out what the request itself adds",
        Severity = Severity.Medium,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "What was used before is compared with the limit, without the amount that this request is about to add, so the last request may pass the limit by all of its size.",
        Remediation = "Compare `used + amount` with the limit, with `>` to refuse, and record the same amount.",
        Why = "One large request at the edge of the allowance goes through whole; the customer is charged overage that the limit was there to prevent.",
        Wrong = "if (used >= plan.limit) throw new LimitReached();\nawait record(customer, amount);",
        Right = "if (used + amount > plan.limit) throw new LimitReached();\nawait record(customer, amount);",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var script in facts.Of(SiteKind.Mention).Where(mention => mention.Site.Target == "script-check"))
        {
            if (script.Site.Is("adds")) yield return Match.Fulfilled(script, "The script counts in what the request adds before it compares.");
            else yield return Match.Defect(script, $"`{script.Site.What}` leaves out `{script.Site.Field("amount")!.Text}`, which the script adds behind it: the last request passes the limit by all of its size.");
        }

        foreach (var compare in LimitCheck.Deciding(facts))
        {
            if (compare.Site.Is("adds") || compare.Site.Is("threshold") || LimitCheck.IsCounted(facts, compare) || !(LimitCheck.IsRead(compare) || compare.Site.Is("memory"))) continue;
            if (compare.Site.Target is "==" or "===" or "!=" or "!==") continue;
            // What is compared after it was recorded has the request in it.
            if (facts.In(compare.Function).Any(site => site.Site.Offset < compare.Site.Offset && UsageStore.Raises(site))) continue;
            if (AmountOf(facts, compare) is { } amount)
            {
                yield return Match.Defect(compare, $"`{compare.Site.What}` leaves out `{amount}`, which this request is about to add: the last request passes the limit by all of its size.");
            }
            else if (!compare.Site.Is("stock") && compare.Site.Target is ">" or "<=")
            {
                yield return Match.Defect(compare, $"`{compare.Site.What}` lets a request pass that starts exactly at the limit: one more than the limit allows.") with { Severity = Severity.Low, Confidence = Confidence.Possible };
            }
        }
    }

    /// <summary>The amount that the function is told to count, and that the comparison does not look at.</summary>
    private static string? AmountOf(SubmissionFacts facts, LinkedSite compare)
    {
        foreach (var parameter in compare.Function.Fact.Parameters)
        {
            if (!Words.Of(parameter).Overlaps(Amounts) || compare.Site.Fields.Any(field => field.Value.Parameters.Contains(parameter) || field.Value.Text.Contains(parameter, StringComparison.Ordinal))) continue;
            // A function that is asked about an amount and does not look at it.
            if (LimitCheck.IsNamedFor(compare.Function.Fact.Name) && !facts.In(compare.Function).Any(site => site.Site.Fields.Any(field => field.Value.Parameters.Contains(parameter)))) return parameter;
            if (facts.In(compare.Function).Any(site => site.Site.Offset > compare.Site.Offset && UsageStore.Raises(site) && site.Site.Fields.Any(field => field.Value.Parameters.Contains(parameter)))) return parameter;
        }

        return null;
    }
}
