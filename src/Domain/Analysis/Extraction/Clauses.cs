using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>What one call of a query builder adds to the query.</summary>
internal static class Clauses
{
    public static void Apply(ChainLink link, Chain chain, StoreQuery query)
    {
        var moment = query.Moment;
        switch (link.Name)
        {
            case "insert" or "insertInto" or "pg_insert" or "sqlite_insert" or "mysql_insert":
                query.Verb = "insert";
                if (link.First is not null && !TakeTable(link, query) && !query.AssignEach(link.First)) query.Tags.Add("wrapped");
                break;
            case "upsert":
                query.Verb = "insert";
                query.OnConflict = Flag(link, "ignoreDuplicates", moment) ? "nothing" : "update";
                if (!query.AssignEach(link.First)) query.Tags.Add("wrapped");
                break;
            case "into":
                query.Table = TableNames.Of(link.First, moment);
                break;
            case "values":
                if (query.Verb is not ("insert" or "update")) break;
                if (link.Call.Arguments.Any(argument => argument.Name is not null)) AssignNamed(link, query);
                else if (!query.AssignEach(link.First)) query.Tags.Add("wrapped");
                break;
            case "update" or "updateTable":
                query.Verb = "update";
                if (TakeTable(link, query)) break;
                if (link.Call.Arguments.Any(argument => argument.Name is not null)) AssignNamed(link, query);
                else query.AssignEach(link.First);
                break;
            case "set":
                var given = link.First is LambdaExpression { Function.Body.Statements: [ReturnStatement { Value: { } returned }, ..] } ? returned : link.First;
                if (!query.AssignEach(given) && link.First is LiteralExpression column && link.Second is { } value) query.Assign(column.Value, value);
                break;
            case "increment" or "decrement" when link.First is LiteralExpression counted:
                query.Verb = "update";
                query.Assign(counted.Value, link.Second ?? link.First, true);
                break;
            case "delete" or "del" or "deleteFrom" or "truncate":
                query.Verb = "delete";
                TakeTable(link, query);
                break;
            case "select" or "selectDistinct" or "selectDistinctOn" or "addSelect" or "query" or "selectFrom":
                if (query.Verb is "insert" or "update" or "delete")
                {
                    query.Returns = true;
                    break;
                }

                query.Verb = "select";
                if (link.Name == "selectFrom") TakeTable(link, query);
                if (link.Name == "selectDistinctOn") query.Deduplicates = true;
                foreach (var argument in link.Call.Arguments) Sums.AddTo(query.Aggregates, argument.Value, moment);
                if (query.Table is null && link.Name is "select" or "query") query.Table = ModelIn(link.Call, 6);
                break;
            case "from" or "from_" or "select_from":
                query.Table = TableNames.Of(link.First, moment) ?? query.Table;
                break;
            case "where" or "andWhere" or "filter" or "filter_by" or "having" or "orWhere":
                Conditions.AddWhere(link.Call.Arguments, query);
                break;
            case "whereBetween" or "whereIn" or "whereNotNull" or "whereNull" when link.First is LiteralExpression tested:
                query.Compare(tested.Value, link.Name switch { "whereBetween" => "between", "whereIn" => "in", _ => "is" }, link.Second ?? link.First);
                break;
            case "eq" or "gte" or "lte" or "lt" or "gt" or "neq" or "is" or "in" when link.First is LiteralExpression compared && link.Second is { } right:
                query.Compare(compared.Value, Conditions.Operator(link.Name) ?? "=", right);
                break;
            case "findMany" or "findFirst":
                query.Verb = "select";
                query.IsOne = link.Name == "findFirst";
                Conditions.Add(Entry(link.First, "where", moment), query);
                break;
            case "sum" or "count" or "max" or "min" or "avg" or "countDistinct" or "getCount":
                query.Aggregates.Add($"{(link.Name == "getCount" ? "count" : link.Name.ToLowerInvariant())}({Sums.ColumnOf(link.First) ?? "*"})");
                break;
            case "groupBy" or "group_by" or "addGroupBy":
                foreach (var argument in link.Call.Arguments)
                {
                    if (Sums.ColumnOf(argument.Value) is { } grouped) query.GroupBy.Add(grouped);
                }

                break;
            case "distinctOn":
                query.Deduplicates = true;
                break;
            case "distinct" when link.First is not null:
                query.Deduplicates = true;
                break;
            case "innerJoin" or "leftJoin" or "join" or "outerjoin" or "rightJoin" or "fullJoin" or "leftJoinAndSelect":
                query.Joins = true;
                break;
            case "limit" or "take":
                query.Limits = true;
                break;
            case "range":
                (query.Limits, query.Offsets) = (true, true);
                break;
            case "offset" or "skip":
                query.Offsets = true;
                break;
            case "forUpdate" or "for" or "with_for_update" or "setLock" or "forShare":
                query.Locks = true;
                break;
            case "returning" or "returningAll":
                query.Returns = true;
                break;
            case "first" or "executeTakeFirst" or "executeTakeFirstOrThrow" or "getOne" or "getRawOne" or "single" or "maybeSingle" or "scalar" or "one" or "one_or_none" or "scalar_one"
                or "scalar_one_or_none" or "fetchone" or "get":
                query.IsOne = true;
                break;
            default:
                ApplyConflict(link, chain, query);
                break;
        }
    }

    private static void ApplyConflict(ChainLink link, Chain chain, StoreQuery query)
    {
        switch (link.Name)
        {
            case "onConflictDoNothing" or "on_conflict_do_nothing" or "ignore" or "orIgnore" or "doNothing" or "prefix_with":
                query.OnConflict = "nothing";
                break;
            case "merge" when chain.Has("onConflict"):
            case "orUpdate":
                query.OnConflict = "update";
                query.AssignEach(link.First);
                break;
            case "onConflictDoUpdate" or "on_conflict_do_update" or "onDuplicateKeyUpdate" or "on_duplicate_key_update":
                query.OnConflict = "update";
                query.AssignEach(link.Named("set_") ?? Entry(link.First, "set", query.Moment));
                break;
            case "onConflict" when link.First is LambdaExpression { Function.Body.Statements: [ReturnStatement { Value: CallExpression inner }, ..] }:
                // Kysely: oc => oc.column("id").doNothing()
                foreach (var each in Chain.Of(inner, query.Moment).Links)
                {
                    if (each.Name == "doNothing") query.OnConflict = "nothing";
                    if (each.Name != "doUpdateSet") continue;
                    query.OnConflict = "update";
                    query.AssignEach(each.First is LambdaExpression { Function.Body.Statements: [ReturnStatement { Value: { } returned }, ..] } ? returned : each.First);
                }

                break;
        }
    }

    public static void AssignNamed(ChainLink link, StoreQuery query)
    {
        foreach (var argument in link.Call.Arguments)
        {
            if (argument.Name is not null) query.Assign(argument.Name, argument.Value);
        }
    }

    /// <summary>The value of an object's entry; null when there is none.</summary>
    public static Expression? Entry(Expression? options, string name, Moment moment)
    {
        if (options is null || moment.Resolve(options) is not ObjectExpression entries) return null;
        foreach (var entry in entries.Entries)
        {
            if (entry.Name == name) return entry.Value;
        }

        return null;
    }

    public static bool Flag(ChainLink link, string name, Moment moment)
    {
        foreach (var argument in link.Call.Arguments)
        {
            if ((argument.Name == name ? argument.Value : Entry(argument.Value, name, moment)) is LiteralExpression { Value: "true" or "True" }) return true;
        }

        return false;
    }

    private static bool TakeTable(ChainLink link, StoreQuery query)
    {
        if (link.First is not (NameExpression or MemberExpression or LiteralExpression { Kind: LiteralKind.String })) return false;
        if (query.Table is not null || query.Moment.Resolve(link.First) is ObjectExpression or ListExpression or ComprehensionExpression) return false;
        query.Table = TableNames.Of(link.First, query.Moment);
        return query.Table is not null;
    }

    /// <summary>SQLAlchemy names the model in what is selected: <c>select(func.sum(Usage.qty))</c>.</summary>
    private static string? ModelIn(Expression expression, int depth)
    {
        switch (expression)
        {
            case CallExpression call when depth > 0:
                foreach (var argument in call.Arguments)
                {
                    if (ModelIn(argument.Value, depth - 1) is { } model) return model;
                }

                return call.Callee is MemberExpression { Target: CallExpression or MemberExpression } member ? ModelIn(member.Target, depth - 1) : null;
            case MemberExpression { Target: NameExpression { Name: [>= 'A' and <= 'Z', ..] } owner }:
                return TableNames.Of(owner.Name);
            case MemberExpression { Target: MemberExpression { Name: "c", Target: NameExpression table } }:
                return TableNames.Of(table.Name);
            case NameExpression { Name: [>= 'A' and <= 'Z', ..] } name:
                return TableNames.Of(name.Name);
            default:
                return null;
        }
    }
}
