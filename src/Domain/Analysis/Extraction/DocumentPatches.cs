using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Counters in documents of Cosmos DB that are raised by a patch. A write with the tags <c>increment</c> and <c>atomic</c>; target: the container's name
/// and the path.
/// </summary>
internal sealed class DocumentPatches : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (call.IsNew || call.Callee is not MemberExpression member || callee.Last is not ("PatchItemAsync" or "PatchItemStreamAsync" or "patch" or "patch_item")) return;
        Expression? amount = null;
        string? path = null;
        foreach (var argument in call.Arguments) Inside.Any(argument.Value, part => Counts(part, ref amount, ref path));
        if (path is null || amount is null) return;
        var column = StoreQuery.Sql(path.Trim('/').Split('/')[^1]);
        var table = TableNames.Of(Callee.Of(member.Target).Last) ?? "documents";
        moment.Facts.Add(moment.Site(SiteKind.Write, call, callee.Path) with
        {
            Target = $"{table} {column}",
            Tags = AsyncCalls.IsAsync(callee, use, moment) ? ["increment", "atomic", "async"] : ["increment", "atomic"],
            Fields = [new FieldFact(column, moment.LinesOf(amount), moment.Trace(amount))],
            Outcome = use.Outcome,
            Result = use.Variable,
            Query = new QueryFact
            {
                Verb = "update",
                Table = table,
                Tables = [table],
                Assignments = [new AssignmentFact(column, moment.TextOf(amount).ToLowerInvariant(), true, moment.LinesOf(amount).First)],
            },
        });
    }

    /// <summary><c>PatchOperation.Increment("/units", n)</c>, <c>{ op: 'incr', path: '/units', value: n }</c></summary>
    private static bool Counts(Expression part, ref Expression? amount, ref string? path)
    {
        switch (part)
        {
            case CallExpression { Callee: MemberExpression { Name: "Increment" }, Arguments: [{ Value: LiteralExpression { Kind: LiteralKind.String } at }, { Value: var by }, ..] }:
                (path, amount) = (at.Value, by);
                return true;
            case ObjectExpression entries when ValueOf(entries, "op") is LiteralExpression { Value: "incr" }:
                (path, amount) = ((ValueOf(entries, "path") as LiteralExpression)?.Value, ValueOf(entries, "value"));
                return true;
            default:
                return false;
        }
    }

    private static Expression? ValueOf(ObjectExpression entries, string name) => entries.Entries.FirstOrDefault(entry => entry.Name == name).Value;
}
