using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;

namespace Claudit.Analysis.Rules.Transparency;

/// <summary>Routes on which customers see their usage, and the code behind them.</summary>
internal static class UsageView
{
    private static readonly string[] Subjects = ["usage", "usages", "consumption", "billing", "metering", "meters", "quota", "quotas", "spend", "credits", "overage", "invoice", "invoices", "statement", "statements"];

    private static readonly string[] Inside = ["admin", "internal", "health", "healthz", "metrics", "ops", "debug", "backoffice", "staff", "ingest", "middleware", "webhook", "webhooks", "hooks"];

    private static readonly string[] Tenants =
    [
        "customer", "customers", "tenant", "account", "org", "organization", "organisation", "workspace", "team", "user", "company", "subscriber", "subscription", "owner", "client", "key", "member", "merchant", "partner", "membership", "billing", "external",
    ];

    public static bool IsView(LinkedFunction function)
    {
        var fact = function.Fact;
        if (fact.Entry != EntryKind.Route) return false;
        var text = fact.EntryText ?? "";
        if (text.StartsWith("POST", StringComparison.Ordinal) || text.StartsWith("PUT", StringComparison.Ordinal) || text.StartsWith("DELETE", StringComparison.Ordinal) || text.StartsWith("PATCH", StringComparison.Ordinal)) return false;
        var words = Words.Of(text);
        Words.AddTo(words, fact.Name);
        Words.AddTo(words, fact.Container ?? "");
        if (words.Overlaps(Inside)) return false;
        if (words.Overlaps(Subjects)) return true;
        var path = Words.Of(function.File.Path);
        return path.Overlaps(Subjects) && !path.Overlaps(["admin", "internal"]);
    }

    public static IEnumerable<LinkedFunction> All(SubmissionFacts facts) => facts.Functions.Where(IsView);

    /// <summary>Whether a function answers such a route, by itself or through at most three calls.</summary>
    public static bool Serves(SubmissionFacts facts, LinkedFunction function) => facts.EntriesOf(function).Any(IsView);

    /// <summary>Reads of stored usage that customers are shown.</summary>
    public static IEnumerable<LinkedSite> Reads(SubmissionFacts facts) =>
        facts.Of(SiteKind.Read).Where(read => read.Site.Query is { } query && query.Tables.Any(UsageStore.HoldsUsage) && Serves(facts, read.Function));

    /// <summary>Whether a column says whose a row is.</summary>
    public static bool IsTenant(string column) => Words.Of(column) is var words && words.Overlaps(Tenants) && !words.Overlaps(["type", "status", "name", "period", "kind", "month", "cycle", "currency"]);

    /// <summary>Whether a statement asks for the rows of one owner only.</summary>
    public static bool IsBound(QueryFact query) => query.Predicates.Any(predicate => IsTenant(predicate.Column) && predicate.Operator is "=" or "in" or "is" or "==" && !IsJoin(predicate));

    /// <summary>A predicate between two columns of the statement joins; it binds nothing.</summary>
    private static bool IsJoin(PredicateFact predicate) => !predicate.Right.Contains('?', StringComparison.Ordinal) && predicate.Right.Contains('.', StringComparison.Ordinal) && !predicate.Right.Contains('\'', StringComparison.Ordinal);
}
