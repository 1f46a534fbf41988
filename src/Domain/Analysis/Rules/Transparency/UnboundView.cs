using Claudit.Findings;

namespace Claudit.Analysis.Rules.Transparency;

internal sealed class UnboundView : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "transparency/unbound-view",
        Check = "current-usage",
        Title = "Usage is shown without asking whose it is",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The statement behind a usage view selects rows of usage without a condition on the customer who asks. Customers see the usage of others, or a sum over all of them.",
        Remediation = "Add the caller's customer id, taken from the authenticated identity, to the condition.",
        Why = "The figure cannot be right for anyone, and what others use and how much is disclosed.",
        Wrong = "db.query('SELECT sum(quantity) FROM usage_events WHERE project = $1', [req.query.project]);",
        Right = "db.query('SELECT sum(quantity) FROM usage_events WHERE customer_id = $1 AND project = $2', [req.customer.id, req.query.project]);",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var read in UsageView.Reads(facts))
        {
            var query = read.Site.Query!;
            if (UsageView.IsBound(query))
            {
                yield return ChosenCustomer.Of(read) is { } chosen && !ChosenCustomer.IsCompared(facts, read.Function, chosen)
                    ? Match.Undecided(read, $"The caller chooses `{chosen.Name}`; whether they may see its usage is not shown.")
                    : Match.Fulfilled(read, $"The view reads `{query.Table}` by its customer.");
            }
            else if (!query.GroupBy.Any(UsageView.IsTenant) && !IsOfOwn(read) && (UsageView.IsView(read.Function) || !query.Predicates.IsEmpty))
            {
                yield return Match.Defect(read, query.Predicates.IsEmpty
                    ? $"`{query.Table}` is read without any condition: a customer is shown the usage of all customers."
                    : $"`{query.Table}` is selected by {string.Join(" and ", query.Predicates.Select(predicate => $"`{predicate.Column}`").Distinct().Take(3))} alone, not by customer: callers see usage of others that matches.");
            }
        }
    }

    /// <summary>Whether a value of the caller's identity is bound to some other column: the key of a resource that is its own.</summary>
    private static bool IsOfOwn(LinkedSite read) => read.Site.Fields.Any(field => field.Value.SpeaksAny("customer", "tenant", "account", "org", "organization", "workspace", "principal", "session", "claims")
        && !field.Value.SpeaksAny("query", "period", "params"));
}
