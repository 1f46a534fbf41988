using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>A chain of calls, from what it starts on: <c>db.usage</c>, then <c>where(…)</c>, then <c>sum(…)</c>.</summary>
/// <param name="Root">What the first call is made on; null when the first call is a function's.</param>
/// <param name="Path">The root's names, parted by dots.</param>
internal sealed record Chain(Expression? Root, string Path, IReadOnlyList<ChainLink> Links)
{
    private const int LengthLimit = 24;

    /// <summary>The last of the root's names; empty when there is none.</summary>
    public string Owner => Path[(Path.LastIndexOf('.') + 1)..];

    public bool Has(params ReadOnlySpan<string> names)
    {
        foreach (var link in Links)
        {
            if (names.Contains(link.Name)) return true;
        }

        return false;
    }

    /// <summary>A query that a variable holds is a part of the chain.</summary>
    public static Chain Of(CallExpression call, Moment moment)
    {
        var links = new List<ChainLink>();
        Expression? at = call;
        var followed = 0;
        while (at is not null && links.Count < LengthLimit)
        {
            switch (at)
            {
                case AwaitExpression await:
                    at = await.Operand;
                    continue;
                case CallExpression { Callee: MemberExpression member } made when !made.IsNew:
                    links.Add(new ChainLink(member.Name, made));
                    at = member.Target;
                    continue;
                // A query that a method of this file begins: Current(id).Where(…).
                case CallExpression { Callee: NameExpression } made when !made.IsNew && followed < 3 && links.Count > 0 && moment.Returned(made) is CallExpression { IsNew: false } begun && StartsQuery(begun):
                    followed++;
                    at = begun;
                    continue;
                case CallExpression { Callee: NameExpression name } made when !made.IsNew:
                    links.Add(new ChainLink(name.Name, made));
                    return new Chain(null, "", Reversed(links));
                case CallExpression { Callee: IndexExpression { Target: MemberExpression member } } made:
                    links.Add(new ChainLink(member.Name, made));
                    at = member.Target;
                    continue;
                case NameExpression when followed < 3 && moment.Resolve(at) is CallExpression { IsNew: false } held && StartsQuery(held):
                    followed++;
                    at = held;
                    continue;
            }

            break;
        }

        return new Chain(at, at is null ? "" : Callee.PathOf(at, 8), Reversed(links));
    }

    private static bool StartsQuery(CallExpression call) => Callee.Of(call.Callee).Last is "Where" or "filter" or "where" or "select" or "from" or "from_" or "query" or "Query" or "insert"
        or "update" or "values" or "collection" or "Collection" or "GetCollection" or "getRepository" or "Set" or "AsQueryable" or "AsNoTracking" or "GroupBy" or "group_by" or "Select"
        or "selectFrom" or "createQueryBuilder" or "table" or "Table" or "exclude" or "on_conflict_do_nothing" or "on_conflict_do_update" or "insertInto" or "FromSql" or "set" or "with_for_update" or "order_by" or "OrderBy" or "ThenBy" or "OrderByDescending" or "orderBy" or "annotate" or "only" or "prefetch_related" or "select_related" or "limit" or "Take" or "Entity" or "ToTable" or "objects" or "all";

    private static List<ChainLink> Reversed(List<ChainLink> links)
    {
        links.Reverse();
        return links;
    }
}

internal readonly record struct ChainLink(string Name, CallExpression Call)
{
    public Expression? First => Call.Arguments is [{ Value: var value }, ..] ? value : null;

    public Expression? Second => Call.Arguments is [_, { Value: var value }, ..] ? value : null;

    public Expression? Named(string name)
    {
        foreach (var argument in Call.Arguments)
        {
            if (argument.Name == name) return argument.Value;
        }

        return null;
    }
}
