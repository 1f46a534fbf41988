using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Transparency;

internal sealed class EstimateWithoutAllowance : Rule
{
    private static readonly string[] Amounts = ["cost", "costs", "estimate", "estimated", "amount", "charge", "charges", "bill", "due", "spend", "price", "total"];

    private static readonly string[] Relief = ["included", "allowance", "overage", "tier", "tiers", "billable", "free", "minimum", "credits", "credit", "discount", "rated", "invoice"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "transparency/estimate-without-allowance",
        Check = "current-usage",
        Title = "The cost that is shown leaves out the included amount",
        Severity = Severity.Medium,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The view multiplies all usage by a price. The charge is computed elsewhere from what lies above the included amount, so that the page shows more than will be charged.",
        Remediation = "Compute the shown cost by the function that computes the charge.",
        Why = "Customers plan by a figure that the invoice does not confirm.",
        Wrong = "res.json({ estimatedCost: used * plan.unitPrice });",
        Right = "res.json({ estimatedCost: chargeFor(used, plan) });",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var match in OfEstimates(facts)) yield return match;
        var charge = facts.Of(SiteKind.Calculate).FirstOrDefault(site => site.Site.Is("allowance"));
        if (charge.File is null) yield break;
        foreach (var answer in facts.Of(SiteKind.Respond).Where(answer => UsageView.IsView(answer.Function) && !answer.Function.Equals(charge.Function)))
        {
            foreach (var field in answer.Site.Fields)
            {
                var value = field.Value;
                if (!Words.Of(field.Name).Overlaps(Amounts) || value.SpeaksAny(Relief)) continue;
                if (!value.Text.Contains('*', StringComparison.Ordinal) || !value.SpeaksAny("price", "rate", "cents", "cost")) continue;
                yield return Match.Defect(answer, $"`{field.Name}` is `{value.Text}`; the charge is computed from what lies above the included amount.", answer.At(field.Lines), charge.Location);
            }
        }
    }

    /// <summary>Functions that say what the bill will be, of plans that include an amount.</summary>
    private static IEnumerable<Match> OfEstimates(SubmissionFacts facts)
    {
        var included = facts.Of(SiteKind.Mention).FirstOrDefault(mention => mention.Site.Target == "included");
        if (included.File is null) yield break;
        foreach (var charge in facts.Of(SiteKind.Calculate).Where(site => site.Site.Is("charge") && !site.Function.IsTopLevel))
        {
            var words = Words.Of(charge.Function.Fact.Name);
            if (!words.Overlaps(["estimate", "estimated", "estimates", "estimator", "projected", "projection", "forecast", "preview", "upcoming"]) && !(words.Contains("far") && words.Contains("so"))
                && !(UsageView.Serves(facts, charge.Function) && words.Overlaps(["cost", "costs", "bill", "charge", "charges", "spend", "amount", "get", "usage"])))
            {
                continue;
            }

            if (facts.In(charge.Function).Any(site => SpeaksOfRelief(site)) || charge.Site.Field("quantity") is not { } quantity || quantity.SpeaksAny(Relief)) continue;
            if (quantity.Calls.Any(name => Words.Of(name).Overlaps(Relief)) || Handed(facts, charge, quantity)) continue;
            yield return Match.Defect(charge, $"`{charge.Site.What}` in `{charge.Function.Fact.Name}` charges all of the usage, while the plan includes an amount that costs nothing more.", included.Location);
        }
    }

    private static bool SpeaksOfRelief(LinkedSite site) => site.Site.Is("allowance")
        || (site.Site.Kind is SiteKind.Compare or SiteKind.Calculate && site.Site.Fields.Any(field => field.Value.SpeaksAny(Relief)));

    /// <summary>Whether what is charged was made less before it was handed in.</summary>
    private static bool Handed(SubmissionFacts facts, LinkedSite charge, Value quantity) =>
        facts.Origins(charge, quantity).Any(origin => origin.Value.SpeaksAny(Relief)) || quantity.Parameters.Any(parameter => Words.Of(parameter).Overlaps(Relief));
}
