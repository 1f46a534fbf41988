using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Transparency;

internal sealed class ForeignCustomer : Rule
{
    private static readonly string[] Identities =
        ["authorize", "authorization", "ownership", "principal", "session", "claims", "current", "permission", "permissions", "access", "forbid", "forbidden", "owner", "auth", "authenticated", "member", "membership", "identity", "caller", "scope", "scopes", "policy"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "transparency/foreign-customer",
        Check = "current-usage",
        Title = "The customer whose usage is shown is named by the request and not checked",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The view takes the customer's id from the path, the query or the body and never compares it with the identity of the caller: whoever knows an id sees that customer's usage.",
        Remediation = "Take the id from the authenticated identity, or refuse when the id of the request is not one that the caller may see.",
        Why = "Usage and spending of one customer are open to another.",
        Wrong = "app.get('/usage/:customerId', (req, res) => show(res, usageOf(req.params.customerId)));",
        Right = "app.get('/usage', (req, res) => show(res, usageOf(req.user.customerId)));",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts) => Views(facts).Concat(Tokens(facts));

    private static IEnumerable<Match> Views(SubmissionFacts facts)
    {
        foreach (var read in UsageView.Reads(facts))
        {
            if (!UsageView.IsView(read.Function) || IsChecked(facts, read.Function)) continue;
            if (ChosenCustomer.Of(read) is not { } field) continue;
            yield return Match.Defect(read, $"`{field.Name}` is `{field.Value.Text}`, which the caller chooses: whoever knows the id of another customer sees their usage.", read.At(field.Lines));
        }
    }

    /// <summary>Tokens and sessions by which a browser sees a customer's usage or bills at the provider.</summary>
    private static IEnumerable<Match> Tokens(SubmissionFacts facts)
    {
        foreach (var token in facts.Of(SiteKind.Mention).Where(mention => mention.Site.Target == "portal-token"))
        {
            if (token.Function.Fact.Entry != EntryKind.Route || IsChecked(facts, token.Function)) continue;
            foreach (var field in token.Site.Fields)
            {
                if (!(ChosenCustomer.IsFromRequest(token.Function, field.Value) || IsOfBody(token.Function, field.Value)) || !(UsageView.IsTenant(field.Value.Text) || UsageView.IsTenant(field.Name) || Words.Of($"{field.Name} {field.Value.Text}").Contains("subject"))) continue;
                yield return Match.Defect(token, $"`{token.Site.What}` opens the usage of `{field.Value.Text}`, which the caller chooses: whoever knows the id of another customer sees their usage.", token.At(field.Lines));
                break;
            }
        }
    }

    /// <summary>Whether a value is a member of an object that a handler of C# is given, and that is neither the caller nor a service: what the framework reads from the body.</summary>
    private static bool IsOfBody(LinkedFunction view, Value value) => view.File.Path.EndsWith(".cs", StringComparison.Ordinal) && value.Parameters is [var parameter]
        && value.Text.StartsWith(parameter + '.', StringComparison.Ordinal) && !value.Text.Contains('(', StringComparison.Ordinal)
        && !Words.Of(parameter).Overlaps(["user", "principal", "current", "auth", "session", "identity", "caller", "claims", "context", "http", "viewer", "account", "tenant", "customer", "options", "subscription", "member", "scope"]);

    /// <summary>Whether the view, or what it calls, speaks of who is asking.</summary>
    private static bool IsChecked(SubmissionFacts facts, LinkedFunction view) =>
        ChosenCustomer.IsGuarded(view)
        || view.Fact.Parameters.Any(parameter => !view.Fact.Requested.Contains(parameter) && !view.Fact.Unread.Contains(parameter) && Words.Of(parameter).Overlaps(["user", "principal", "current", "auth", "session", "identity", "caller", "claims", "viewer", "account", "tenant"]))
        || view.File.Sites.Any(site => site is { Kind: SiteKind.Mention, Target: "guarded" } && (site.Function == view.Index || site.Function == 0))
        || facts.In(view).Any(site => Words.Of(site.Site.What).Overlaps(Identities) || (site.Site.Target is "401" or "403" && site.Site.Conditions.Any(condition => condition.Words.Any(UsageView.IsTenant)))
            || site.Site.Conditions.Any(condition => condition.SpeaksAny(Identities) || condition.SpeaksAny("user", "tenant")));
}
