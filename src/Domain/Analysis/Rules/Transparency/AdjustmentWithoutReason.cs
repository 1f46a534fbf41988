using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Transparency;

internal sealed class AdjustmentWithoutReason : Rule
{
    private static readonly string[] Reasons = ["reason", "note", "notes", "memo", "description", "comment", "ticket", "actor", "why", "reference", "source", "by", "author", "cause", "kind", "type", "explanation"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "transparency/adjustment-without-reason",
        Check = "detail",
        Title = "A correction of usage or credits carries no reason",
        Severity = Severity.Medium,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "An adjustment is recorded as a bare number: neither why it was made nor by whom, and the customer is not told.",
        Remediation = "Record a reason, the one who made it and what it corrects with every adjustment, and show them on the usage page and the invoice.",
        Why = "A balance that changes without an explanation is a dispute; with several adjustments nobody can tell which was meant.",
        Wrong = "await db.query('INSERT INTO usage_adjustments (customer_id, quantity) VALUES ($1, $2)', [customer, -units]);",
        Right = "await db.query('INSERT INTO usage_adjustments (customer_id, quantity, reason, actor) VALUES ($1, $2, $3, $4)', [customer, -units, reason, actor]);",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var write in facts.Of(SiteKind.Write))
        {
            if (write.Site.Query is not { Verb: "insert" } query || query.Assignments.Length < 2) continue;
            var table = Words.Of(query.Table ?? "");
            var isAdjustment = table.Overlaps(["adjustment", "adjustments", "correction", "corrections"]) || (table.Overlaps(["usage", "credit", "credits", "ledger", "metering"]) && IsCorrecting(write));
            if (!isAdjustment) continue;
            if (query.Assignments.Any(assignment => Words.Of(assignment.Column).Overlaps(Reasons))) yield return Match.Fulfilled(write, "An adjustment is recorded together with its reason.");
            else yield return Match.Defect(write, $"An adjustment goes into `{query.Table}` as {string.Join(", ", query.Assignments.Select(assignment => $"`{assignment.Column}`").Distinct())}: neither why it was made nor by whom.");
        }
    }

    /// <summary>Whether what is written takes usage back or gives credits, by the function's name or by its sign.</summary>
    private static bool IsCorrecting(LinkedSite write) =>
        !Words.Of(write.Function.Fact.Name).Overlaps(["spend", "consume", "deduct", "charge", "debit", "use", "take", "reserve", "bill", "hold"])
        && (Words.Of(write.Function.Fact.Name).Overlaps(["adjust", "adjustment", "correct", "correction", "refund", "compensate", "reverse", "goodwill"])
        || write.Site.Fields.Any(field => field.Value.Text.StartsWith('-') && Words.Of(field.Name).Overlaps(["quantity", "units", "amount", "value", "tokens", "credits"])));
}
