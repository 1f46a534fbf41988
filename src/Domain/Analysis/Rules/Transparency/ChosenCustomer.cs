using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;

namespace Claudit.Analysis.Rules.Transparency;

/// <summary>A customer whose usage is read because the caller names them in the request.</summary>
internal static class ChosenCustomer
{
    private static readonly string[] Requests = ["params", "query", "args", "body", "searchparams", "path", "form"];

    private static readonly string[] Callers = ["user", "session", "claims", "principal", "auth", "identity", "caller", "member", "membership", "memberships", "owner", "access", "role", "viewer", "current", "me"];

    private static readonly string[] Deciding = ["authorize", "authorization", "ownership", "permission", "permissions", "owner", "member", "membership", "policy", "scope", "scopes", "role", "roles"];

    /// <summary>The part of a read that says whose rows it gives, where the caller chooses it; null when the caller does not.</summary>
    public static FieldFact? Of(LinkedSite read)
    {
        var owners = read.Site.Fields.Where(field => UsageView.IsTenant(field.Name)).ToList();
        // Beside an owner that the caller cannot choose, an id only narrows.
        if (owners.Any(field => !IsFromRequest(read.Function, field.Value) && field.Value.Literal is null)) return null;
        return owners.Find(field => IsFromRequest(read.Function, field.Value));
    }

    /// <summary>Whether the view compares what the caller chose with who is asking, or hands both to what may do so.</summary>
    public static bool IsCompared(SubmissionFacts facts, LinkedFunction view, FieldFact chosen) =>
        IsGuarded(view)
        || facts.In(view).Any(site => site.Site.Conditions.Any(condition => SpeaksOf(condition, chosen) && condition.SpeaksAny(Callers)));

    /// <summary>Whether what stands in front of the view is called after a decision about who may see it.</summary>
    public static bool IsGuarded(LinkedFunction view) => view.Fact.Guards.Any(guard => Words.Of(guard).Overlaps(Deciding));

    private static bool SpeaksOf(Value condition, FieldFact chosen) => chosen.Value.Words.Any(word => UsageView.IsTenant(word) && condition.Speaks(word));

    /// <summary>Whether a value is a part of the request that the caller fills in freely: <c>req.params.id</c>, or a parameter that the route's path names.</summary>
    public static bool IsFromRequest(LinkedFunction view, Value value)
    {
        if (value.Has(Traits.Requested)) return true;
        var names = Words.Of(value.Text);
        if (names.Overlaps(Requests) || value.Text.Contains("searchParams", StringComparison.Ordinal)) return !names.Overlaps(["user", "auth"]) && (value.Has(Traits.Field) || value.Calls.Contains("get"));
        var requested = view.Fact.Requested;
        if (value.Parameters.Length == 1 && requested.Contains(value.Parameters[0]) && (value.Text == value.Parameters[0] || value.Text.StartsWith(value.Parameters[0] + '.', StringComparison.Ordinal))) return true;
        if (value.Parameters.Length != 1 || value.Text != value.Parameters[0]) return false;
        var path = view.Fact.EntryText ?? "";
        return path.Contains('{' + value.Text, StringComparison.Ordinal) || path.Contains(':' + value.Text, StringComparison.Ordinal) || path.Contains('<' + value.Text, StringComparison.Ordinal) || path.Contains(':' + value.Text + '>', StringComparison.Ordinal);
    }
}
