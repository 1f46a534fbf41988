using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>What one reading method of a model, repository, collection or query set asks for.</summary>
internal static class Reads
{
    /// <summary>Methods of a program's own by which some rows are chosen.</summary>
    private static readonly HashSet<string> Scopes = new(StringComparer.OrdinalIgnoreCase)
    {
        "billable", "chargeable", "succeeded", "successful", "completed", "live", "counted", "metered", "production", "billed", "invoiceable", "notSandbox", "finished", "valid", "paid", "real",
    };

    public static void Apply(ChainLink link, Chain chain, StoreQuery query)
    {
        var moment = query.Moment;
        switch (link.Name)
        {
            case "findMany" or "findAll" or "find" or "findAndCountAll" or "ToListAsync" or "ToList" or "ToArrayAsync" or "all" or "toArray" or "iterator":
                Select(query);
                Operations.AddWhere(link, query);
                NotePaging(link, query);
                break;
            case "findUnique" or "findUniqueOrThrow" or "findFirst" or "findFirstOrThrow" or "findOne" or "findOneBy" or "findOneByOrFail" or "findOneOrFail" or "findByPk" or "find_one"
                or "FirstOrDefaultAsync" or "FirstAsync" or "SingleOrDefaultAsync" or "SingleAsync" or "FindAsync" or "FirstOrDefault" or "First" or "Single" or "SingleOrDefault" or "Find"
                or "first" or "last" or "latest" or "get_or_none" or "findOrFail":
            case "get" when chain.Owner == "objects" || chain.Has("filter", "select_for_update"):
                Select(query);
                query.IsOne = true;
                if (Clauses.Entry(link.Second, "lock", moment) is not null || Clauses.Entry(link.First, "lock", moment) is not null) query.Locks = true;
                Operations.AddWhere(link, query);
                break;
            case "exists" or "AnyAsync" or "Any":
                Select(query);
                query.IsOne = true;
                Operations.AddWhere(link, query);
                break;
            case "count" or "countDocuments" or "count_documents" or "CountAsync" or "LongCountAsync" or "Count":
                Select(query);
                query.Aggregates.Add("count(*)");
                Operations.AddWhere(link, query);
                break;
            case "sum" or "SumAsync" or "Sum" or "max" or "MaxAsync" or "Max":
                Select(query);
                query.Aggregates.Add($"{(link.Name[0] is 's' or 'S' ? "sum" : "max")}({Sums.ColumnOf(link.First) ?? "*"})");
                if (Clauses.Entry(link.Second, "where", moment) is { } where) Conditions.Add(where, query);
                break;
            case "aggregate" or "aaggregate" or "groupBy" or "annotate":
                Select(query);
                Aggregate(link, query);
                break;
            case "filter" or "exclude" or "Where" or "where" or "filter_by":
                Conditions.AddNamed(link.Call.Arguments, query);
                break;
            case "select_for_update":
                query.Locks = true;
                break;
            case "GroupBy" when Sums.ColumnOf(link.First) is { } column:
                query.GroupBy.Add(column);
                break;
            case "Select":
                Sums.AddTo(query.Aggregates, link.First, moment);
                break;
            case var scope when Scopes.Contains(scope) && link.Call.Arguments.IsEmpty:
                query.AddScope(scope, link.Call);
                break;
            case "values" or "values_list":
                foreach (var argument in link.Call.Arguments)
                {
                    if (chain.Has("annotate") && Sums.ColumnOf(argument.Value) is { } grouped) query.GroupBy.Add(grouped);
                }

                break;
            case "Take" or "limit":
                query.Limits = true;
                break;
            case "Skip" or "skip":
                query.Offsets = true;
                break;
            case "Join" or "Include" when link.Name == "Join":
                query.Joins = true;
                break;
        }
    }

    private static void Select(StoreQuery query)
    {
        if (query.Verb.Length == 0) query.Verb = "select";
    }

    private static void NotePaging(ChainLink link, StoreQuery query)
    {
        foreach (var argument in link.Call.Arguments)
        {
            if (Clauses.Entry(argument.Value, "take", query.Moment) is not null || Clauses.Entry(argument.Value, "limit", query.Moment) is not null) query.Limits = true;
            if (Clauses.Entry(argument.Value, "skip", query.Moment) is not null || Clauses.Entry(argument.Value, "offset", query.Moment) is not null) query.Offsets = true;
        }
    }

    private static void Aggregate(ChainLink link, StoreQuery query)
    {
        var moment = query.Moment;
        if (link.First is { } first && moment.Resolve(first) is ListExpression stages)
        {
            foreach (var stage in stages.Items) AddStage(stage, query);
            return;
        }

        if (link.First is { } options && moment.Resolve(options) is ObjectExpression entries)
        {
            foreach (var entry in entries.Entries)
            {
                // Prisma: { _sum: { quantity: true }, by: ["customerId"], where }
                if (entry.Name is "_sum" or "_max" or "_min" or "_avg" && moment.Resolve(entry.Value) is ObjectExpression columns)
                {
                    foreach (var column in columns.Entries)
                    {
                        if (column.Name is not null) query.Aggregates.Add($"{entry.Name[1..]}({StoreQuery.Sql(column.Name)})");
                    }
                }
                else if (entry.Name == "_count")
                {
                    query.Aggregates.Add("count(*)");
                }
                else if (entry.Name == "by")
                {
                    foreach (var column in entry.Value is ListExpression list ? list.Items : [entry.Value])
                    {
                        if (Sums.ColumnOf(column) is { } name) query.GroupBy.Add(name);
                    }
                }
                else if (entry.Name == "where")
                {
                    Conditions.Add(entry.Value, query);
                }
            }

            return;
        }

        foreach (var argument in link.Call.Arguments) Sums.AddTo(query.Aggregates, argument.Value, moment);
    }

    /// <summary>MongoDB: <c>{ $match: … }</c>, <c>{ $group: { _id: "$customer", total: { $sum: "$qty" } } }</c>.</summary>
    private static void AddStage(Expression stage, StoreQuery query)
    {
        if (stage is not ObjectExpression { Entries: [{ Name: { } name } entry, ..] }) return;
        if (name == "$match") Conditions.Add(entry.Value, query);
        if (name == "$lookup") query.Joins = true;
        if (name != "$group" || entry.Value is not ObjectExpression group) return;
        foreach (var field in group.Entries)
        {
            if (field.Name == "_id" && Sums.ColumnOf(field.Value) is { } key) query.GroupBy.Add(key);
            else if (field.Value is ObjectExpression { Entries: [{ Name: ['$', .. var function] } inner, ..] }) query.Aggregates.Add($"{function}({Sums.ColumnOf(inner.Value) ?? "*"})");
        }
    }
}
